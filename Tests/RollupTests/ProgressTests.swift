// SPDX-License-Identifier: Apache-2.0
//
// The figures of a review: the demo county of DOMAIN.md section 6 to the last fen, and each rule of
// section 4 for rates, tasks and schedules on ledgers of a few facts.

import Pipeline
import Testing

@testable import Rollup

@Suite struct ProgressTests {
    private static let tenThousand: Int64 = 1_000_000

    private static func contract(_ wanYuan: Int64, host: String = "T1") -> Content {
        var signed = ProjectSigned()
        signed.agreement = .contract
        signed.terms.hostUnit = UnitCode(text: host)
        signed.terms.totalInvestment = Money(fen: wanYuan * tenThousand)
        signed.terms.origin = .origin(.outOfProvince)
        return .projectSigned(signed)
    }

    private static func capital(_ wanYuan: Int64) -> Content {
        var capital = CapitalArrived()
        capital.amount = Money(fen: wanYuan * tenThousand)
        return .capitalArrived(capital)
    }

    static func task(
        _ measure: Measure, fen: Int64? = nil, count: Int64? = nil, grade: TaskGrade = .base,
        schedule: Schedule? = nil, curve: [Int64] = []
    ) -> Content {
        var task = AnnualTaskSet()
        (task.measure, task.year, task.issuer, task.grade) = (measure, 2024, "市", grade)
        task.amount = fen.map(Money.init(fen:))
        task.count = count
        task.schedule = schedule
        task.curve = curve
        return .annualTaskSet(task)
    }

    /// 38 contracts of the half-year, 33 of them started, and two carry-over projects.
    private static let county: SmallLedger = {
        var ledger = SmallLedger()
        let reviewer = Principal(name: "reviewer", isAuthenticated: true)
        for number in 1...40 {
            let key = "P\(number)"
            let isNew = number <= 38
            let year = isNew ? "2024" : "2023"
            ledger.log(
                "\(year)-02-01", contract(number == 38 ? 2_240 : 2_180), subject: key)
            ledger.log("\(year)-03-01", .projectStored(.init()), subject: key, by: reviewer)
            if number <= 33 || !isNew {
                ledger.log("2024-05-01", .projectStarted(.init()), subject: key)
            }
        }
        ledger.log("2024-06-01", capital(21_000), subject: "P1")
        ledger.log("2024-06-01", capital(24_600), subject: "P40")
        ledger.log(nil, task(.domesticCapital, fen: 60_000 * tenThousand))
        return ledger
    }()

    @Test func theDemoCountyComesOut() {
        let figures = Self.county.figures(asOf: "2024-06-30")
        #expect(figures.value(.newlyStored) == .count(38))
        #expect(figures.value(.newlyStoredInvestment) == .fen(82_900 * 1_000_000))
        #expect(figures.value(.startedOfCohort) == .count(33))
        #expect(figures.value(.started) == .count(35))
        #expect(figures.value(.startRate)?.equals(33, over: 38) == true)
        #expect(figures.value(.domesticCapital) == .fen(45_600 * 1_000_000))
        #expect(figures.value(.domesticCapitalNew) == .fen(21_000 * 1_000_000))
        #expect(figures.value(.domesticCapitalCarryOver) == .fen(24_600 * 1_000_000))
        #expect(figures.value(.completionRate)?.equals(76, over: 100) == true)
        #expect(figures.value(.proRata)?.equals(1, over: 2) == true)
        #expect(figures.value(.aheadBehind)?.equals(26, over: 100) == true)
        #expect(figures.value(.stillNeeded)?.equals(14_400 * 1_000_000, over: 6) == true)
        #expect(figures.first(.newlyStored)?.notes == [])
    }

    /// A unit's figure includes the units below; its sisters' do not come in.
    @Test func aTownHasItsOwnAndTheCountyHasAll() {
        var ledger = SmallLedger()
        for (key, host) in [("P", "T1"), ("Q", "V"), ("R", "T2")] {
            ledger.log("2024-02-01", Self.contract(1, host: host), subject: key)
        }
        let counts = ["A", "T1", "T2", "V"].map {
            ledger.figures($0, asOf: "2024-06-30").value(.signed)
        }
        #expect(counts == [.count(3), .count(2), .count(1), .count(1)])
    }

    /// The base is signed contracts when the question says so, newly stored ones otherwise.
    @Test func theCohortIsTheOneAskedFor() {
        var ledger = SmallLedger()
        for key in ["P", "Q", "R", "S"] {
            ledger.log("2024-02-01", Self.contract(1), subject: key)
        }
        ledger.log("2024-03-01", .projectStored(.init()), subject: "P")
        ledger.log("2024-03-02", .projectStarted(.init()), subject: "P")
        ledger.log("2024-03-02", .projectStarted(.init()), subject: "Q")
        let stored = ledger.figures(asOf: "2024-06-30").value(.startRate)
        let signed = ledger.figures(asOf: "2024-06-30", cohort: .signed).value(.startRate)
        #expect(stored?.equals(1) == true && signed?.equals(1, over: 2) == true)
        #expect(
            SmallLedger().figures(asOf: "2024-06-30").value(.startRate) == .missing(.noneCounted))
    }

    /// Started on 20 June, stored on 5 July: 0 as of 30 June, and 1 as of 31 July, in June.
    @Test func aStartIsSeenOnceTheProjectIsStored() {
        var ledger = SmallLedger()
        ledger.log("2024-05-01", Self.contract(1), subject: "P")
        ledger.log("2024-06-20", .projectStarted(.init()), subject: "P")
        ledger.log("2024-07-05", .projectStored(.init()), subject: "P")
        #expect(ledger.figures(asOf: "2024-06-30").value(.started) == .count(0))
        #expect(ledger.figures(asOf: "2024-07-31").value(.started) == .count(1))
    }
}

extension ProgressTests {
    @Test(arguments: [
        ("2024-01-30", 0, 12), ("2024-01-31", 1, 12), ("2024-02-28", 1, 12),
        ("2024-02-29", 2, 12), ("2024-12-31", 12, 12),
    ])
    func byMonthsOnlyWholeMonthsAreDue(_ asOf: String, _ due: Int, _ of: Int) {
        var ledger = SmallLedger()
        ledger.log(nil, Self.task(.signed, count: 10))
        let proRata = ledger.figures(asOf: asOf).value(.proRata)
        #expect(proRata?.equals(Int128(due), over: Int128(of)) == true)
    }

    @Test func byDaysAndByCurve() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.task(.signed, count: 10, schedule: .byDays))
        let curve: [Int64] =
            [500, 900, 2_500, 3_000, 4_000, 5_500] + Array(repeating: 10_000, count: 6)
        ledger.log(nil, Self.task(.started, count: 10, schedule: .curve, curve: curve))
        func due(_ measure: Measure, _ asOf: String) -> FigureValue? {
            ledger.figures(asOf: asOf).value(.proRata, of: measure)
        }
        #expect(due(.signed, "2024-01-01")?.equals(1, over: 366) == true)
        #expect(due(.signed, "2024-12-31")?.equals(1) == true)
        #expect(due(.started, "2024-01-15")?.equals(0) == true)
        #expect(due(.started, "2024-03-31")?.equals(1, over: 4) == true)
        #expect(due(.started, "2024-06-29")?.equals(2, over: 5) == true)
    }

    @Test func whatIsStillNeededEndsWithTheYearAndIsNeverNegative() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.task(.signed, count: 2))
        func needed(_ asOf: String) -> FigureValue? {
            ledger.figures(asOf: asOf).value(.stillNeeded)
        }
        #expect(needed("2024-06-30")?.equals(2, over: 6) == true)
        #expect(needed("2024-12-31") == .missing(.yearOver))
        for key in ["P", "Q", "R"] { ledger.log("2024-02-01", Self.contract(1), subject: key) }
        #expect(needed("2024-06-30")?.equals(0) == true)
    }

    /// The unit's own base task first; a task is neither summed upwards nor seen in another year.
    @Test func tasksStandInOrderAndAlone() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.task(.signed, count: 9, grade: .stretch))
        ledger.log(nil, Self.task(.signed, count: 5))
        ledger.log(nil, Self.task(.signed, count: 4), unit: "T1")
        let tasks = ledger.figures(asOf: "2024-06-30").filter { $0.name == .task }
        #expect(tasks.map(\.value) == [.count(5), .count(9)])
        #expect(tasks.map(\.grade) == [.base, .stretch])
        #expect(ledger.figures(asOf: "2023-06-30").first(.task) == nil)
    }

    @Test func aTaskOfZeroHasNoRate() {
        var ledger = SmallLedger()
        ledger.log(nil, Self.task(.signed, count: 0))
        let figures = ledger.figures(asOf: "2024-06-30")
        #expect(figures.value(.completionRate) == .missing(.taskIsZero))
        #expect(figures.value(.aheadBehind) == .missing(.taskIsZero))
    }

    /// 境外 is never 内资, money without an origin is in no sum, and the note says so.
    @Test func moneyThatDoesNotCountIsShownApart() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.contract(1), subject: "P")
        ledger.log("2024-03-01", .projectStored(.init()), subject: "P")
        for (origin, fen) in [("FOREIGN", 3), ("330127", 5), ("330200", 7)] {
            var capital = CapitalArrived()
            capital.amount = Money(fen: Int64(fen))
            capital.origin = Origin(text: origin)
            ledger.log("2024-04-01", .capitalArrived(capital), subject: "P")
        }
        let figures = ledger.figures(asOf: "2024-06-30")
        #expect(figures.value(.domesticCapital) == .fen(7))
        #expect(figures.value(.capitalForeign) == .fen(3))
        #expect(figures.value(.capitalInside) == .fen(5))
        #expect(figures.first(.capitalForeign)?.notes == [.notCounted])
        #expect(figures.first(.capitalUnjudged) == nil)
    }

    @Test func theSameReviewerIsSaidBesideWhatIsStored() {
        var ledger = SmallLedger()
        ledger.log("2024-02-01", Self.contract(1), subject: "P")
        ledger.log("2024-03-01", .projectStored(.init()), subject: "P")
        let figures = ledger.figures(asOf: "2024-06-30")
        #expect(figures.first(.newlyStored)?.notes == [.fourEyesNotEnforced])
    }
}
