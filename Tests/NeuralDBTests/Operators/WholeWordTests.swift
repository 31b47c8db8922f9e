import Testing

@testable import NeuralDB

@Suite struct WholeWordTests {
  private func mended(_ part: String, _ text: String) -> String? {
    guard let range = text.range(of: part) else { return nil }
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return text.utf8Text(WholeWord.around(start..<start + part.utf8.count, in: text))
  }

  @Test(arguments: [
    ("£12.", "Ossie makes £12.10 an hour.", "£12.10"), ("12", "It cost €12.50, they said.", "€12.50"),
    ("07", "Leaves at 07:30.", "07:30"), ("30", "Leaves at 07:30.", "07:30"), ("1", "Paid $1,300,000.", "$1,300,000"),
    ("2024", "On 2024-05-03 it rained.", "2024-05-03"),
    ("Oduya", "Zoë Oduya-Price's boat", "Oduya-Price"), ("Price", "Zoë Oduya-Price's boat", "Oduya-Price"),
    ("4,310", "cash J$4,310; owed", "J$4,310"), ("$400", "US$400 a head", "US$400"),
    ("twenty", "twenty-five chairs", "twenty-five"), ("Ågot", "Ågot-Älva sang.", "Ågot-Älva"),
  ])
  func numbersAndDoubleNamesAreNotCut(_ part: String, _ text: String, _ whole: String) {
    #expect(mended(part, text) == whole)
  }

  @Test(arguments: [
    ("Adaobi'", "41 on Adaobi's roof", "Adaobi"), ("the twins'", "two at the twins' house", "the twins'"),
    ("Achieng'", "lead is Achieng'", "Achieng'"), ("St Luke's", "verger of St Luke's.", "St Luke's"),
  ])
  func apostropheGoesWithItsS(_ part: String, _ text: String, _ whole: String) {
    #expect(mended(part, text) == whole)
  }

  @Test(arguments: [
    ("Porto", "the Porto-based firm"), ("45", "a 45-minute walk"), ("Mira", "Mira's tent"), ("5", "Room 5, 6 or 7"),
    ("Great Tom", "Great Tom (1402)"), ("1402", "Great Tom 1402. It rang."),
  ])
  func whatIsWholeStaysAsItIs(_ part: String, _ text: String) {
    #expect(mended(part, text) == part)
  }
}
