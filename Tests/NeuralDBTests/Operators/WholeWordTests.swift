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
    ("2024", "On 2024-05-03 it rained.", "2024-05-03"), ("5", "Mia was born on 5/9/2021.", "5/9/2021"),
    ("Oduya", "Zoë Oduya-Price's boat", "Oduya-Price"), ("Price", "Zoë Oduya-Price's boat", "Oduya-Price"),
    ("4,310", "cash J$4,310; owed", "J$4,310"), ("$400", "US$400 a head", "US$400"),
    ("R", "The flux of R-002: 31.0.", "R-002"), ("301", "Ada closed INC-301.", "INC-301"),
    ("1990", "in mid-1990", "1990"),
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
    ("0.001 mm", "The drift was -0.001 mm.", "-0.001 mm"), ("€3.50", "Bob is at -€3.50.", "-€3.50"),
    ("-", "The balance is -20 EUR.", "-20"),
    ("EUR", "The balance is -2,000.50 EUR.", "-2,000.50 EUR"), ("EUR", "Paid in EUR.", "EUR"),
    ("5", "open 3-5 daily", "3-5"), ("20", "It was −20 outside.", "−20"),
  ])
  func aMinusGoesWithItsNumber(_ part: String, _ text: String, _ whole: String) {
    #expect(mended(part, text) == whole)
  }

  @Test(arguments: [
    ("https", "It is at https://wiki.example.com/Main_Page?x=1.", "https://wiki.example.com/Main_Page?x=1"),
    ("com", "Eve's page is github.com/eve.", "github.com/eve"), ("ann_lee", "Follow @ann_lee.", "@ann_lee"),
    ("docs", "See docs/manual_v2.pdf for more.", "docs/manual_v2.pdf"),
    ("ann.lee@example.com.", "Mail ann.lee@example.com.", "ann.lee@example.com"),
    ("test@mail", "Cy: <cy.o'neil+test@mail.example.co.uk>", "cy.o'neil+test@mail.example.co.uk"),
  ])
  func anAddressIsNotCut(_ part: String, _ text: String, _ whole: String) {
    #expect(mended(part, text) == whole)
  }

  @Test(arguments: [
    ("Sir", "Led by Sir Leonard Askew in 1926.", "Sir Leonard Askew"), ("Baltic", "the Baltic Drover", "Baltic Drover"),
    ("Qal", "The site is Qal'at Rum.", "Qal'at Rum"), ("Brien", "Ask Flann O'Brien.", "O'Brien"),
    ("Ana", "with Ana Oduya-Price's boat", "Ana Oduya-Price"), ("Dr", "Dr. Amadi is our doctor.", "Dr. Amadi"),
    ("New", "In New York.", "New York"),
  ])
  func aNameIsNotCutBeforeItsLastWord(_ part: String, _ text: String, _ whole: String) {
    #expect(mended(part, text) == whole)
  }

  @Test(arguments: [
    ("Ann", "Ann Monday, Bo Tuesday"), ("Monday", "Monday Ann, Tuesday Bo"), ("9 Feb", "9 Feb Bumblebee"),
    ("Ann", "Ann'll come"), ("Oslo", "Oslo NOK 310"), ("horse", "the horse Lucy"), ("Ann", "Ann, Bo"),
    ("Ann", "Ann I know"),
    ("Ann", "Ann/Bob share it."), ("3.5", "rated 3.5/5 by all"), ("Mr", "Mr./Mrs. Lee"),
    ("Porto", "the Porto-based firm"), ("45", "a 45-minute walk"), ("Mira", "Mira's tent"), ("5", "Room 5, 6 or 7"),
    ("Naas", "In Naas Denise has a flat."), ("Tolby", "At Tolby Mr Ferreira drives."),
    ("it", "Ann saw it. Amadi did not."),
    ("Great Tom", "Great Tom (1402)"), ("1402", "Great Tom 1402. It rang."),
  ])
  func whatIsWholeStaysAsItIs(_ part: String, _ text: String) {
    #expect(mended(part, text) == part)
  }

  @Test func whatSomebodyWasIsLeftBehindEx() {
    #expect(mended("boxer", "Our neighbour, an ex-boxer, put it out.") == "boxer")
    #expect(mended("ex-boxer", "Our neighbour, an ex-boxer, put it out.") == "ex-boxer")
  }
}
