import Testing
import Training

@Suite struct LearningRateScheduleTests {
  private func isNear(_ a: Float, _ b: Float) -> Bool { abs(a - b) <= 1e-6 * max(abs(a), abs(b)) }

  @Test func warmsUpToThePeakAndFallsToATwentieth() {
    let schedule = LearningRateSchedule(peak: 2e-4, warmUp: 10, steps: 110)
    #expect(isNear(schedule.rate(1), 2e-5))
    #expect(isNear(schedule.rate(5), 1e-4))
    #expect(isNear(schedule.rate(10), 2e-4))
    #expect(isNear(schedule.rate(60), 1e-4))
    #expect(isNear(schedule.rate(110), 1e-5))
    #expect(isNear(schedule.rate(5000), 1e-5))
  }

  @Test func risesThenNeverRisesAgain() {
    let schedule = LearningRateSchedule(peak: 1, warmUp: 7, steps: 40)
    for step in 1..<60 {
      let (now, next) = (schedule.rate(step), schedule.rate(step + 1))
      #expect(step < 7 ? now < next : now >= next)
      #expect(now > 0)
    }
  }

  @Test(arguments: [(0, 10), (10, 10), (10, 5), (0, 0)])
  func oddSchedulesGiveUsableRates(warmUp: Int, steps: Int) {
    let schedule = LearningRateSchedule(peak: 1, warmUp: warmUp, steps: steps)
    for step in 1...20 { #expect((0.05...1).contains(schedule.rate(step))) }
  }
}
