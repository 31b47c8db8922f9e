import Testing

@testable import Training

@Suite struct RelationTemplateTests {
  @Test("A comparison that names the second thing first is found: its plan would compare the wrong way round")
  func order() throws {
    let slots: Set = ["farm"]
    #expect(try RelationTemplate("Is {farm2} smaller than {farm}?", slots: slots).hasSecondBeforeFirst("farm"))
    #expect(try !RelationTemplate("Is {farm} larger than {farm2}?", slots: slots).hasSecondBeforeFirst("farm"))
  }
}
