// SPDX-License-Identifier: Apache-2.0
//
// What the words around a number are taken to mean.

import Pipeline
import Rollup
import Testing

@testable import Speech

@Suite struct ReadingTests {
    private let asOf = CivilDay(text: "2024-06-30")!

    private func statements(_ text: String) -> [Statement] {
        let units = [("示范县", "shifan"), ("示范县产业园区", "yuanqu"), ("东岭镇", "dongling")]
        return SpeechReader(
            asOf: asOf, isDayGiven: false,
            units: units.map { ($0.0, UnitCode(text: $0.1)!) },
            indicators: [("外贸额", Measure(text: "tradeVolume")!)]
        ).statements(in: text)
    }

    /// Figures by name, those that are not first behind a mark.
    private func read(_ text: String) -> [String] {
        statements(text).map { statement in
            if let unread = statement.unread { return "\(unread)" }
            return statement.readings.map { reading in
                let name = reading.measure.map { "\(reading.figure.rawValue)/\($0.text)" }
                return (name ?? reading.figure.rawValue) + (reading.isPrimary ? "" : "?")
            }.joined(separator: " ")
        }
    }

    @Test(
        arguments: [
            ("新签约入库项目38个", ["newlyStored"]),
            ("38 projects were newly stored", ["newlyStored"]),
            ("新签约入库项目38个，开工33个", ["newlyStored", "startedOfCohort started?"]),
            ("新签约入库项目38个，其中已开工33个", ["newlyStored", "startedOfCohort"]),
            ("开工33个", ["started startedOfCohort?"]),
            ("期内开工项目35个，总投资8.00亿元", ["started", "startedInvestment"]),
            ("新签约入库项目38个，总投资8.29亿元", ["newlyStored", "newlyStoredInvestment"]),
            (
                "新签约入库项目38个，开工33个，总投资8.29亿元",
                [
                    "newlyStored", "startedOfCohort started?",
                    "newlyStoredInvestment startedInvestment",
                ]
            ),
            (
                "新签约入库项目38个，总投资8.29亿元；开工33个，总投资7.2亿元",
                [
                    "newlyStored", "newlyStoredInvestment", "startedOfCohort started?",
                    "startedInvestment newlyStoredInvestment?",
                ]
            ),
            ("使用内资4.56亿元", ["domesticCapital"]),
            (
                "使用内资4.56亿元，完成年度任务6亿元的76%，超序时进度26个百分点",
                [
                    "domesticCapital", "task/domesticCapital", "completionRate/domesticCapital",
                    "aheadBehind/domesticCapital",
                ]
            ),
            (
                "76 % of the annual task of domestic capital utilized",
                ["completionRate/domesticCapital"]
            ),
            (
                "项目投资预计25.4亿元，同比增长19.8%",
                ["indicator/projectInvestment", "yearOnYear/projectInvestment"]
            ),
            (
                "项目投资25.4亿元，其中工业增长192.5%、民间+97.9%",
                [
                    "indicator/projectInvestment", "yearOnYear/industrialInvestment",
                    "yearOnYear/privateInvestment",
                ]
            ),
            ("外贸额3亿元", ["indicator/tradeVolume"]),
            ("经营主体30,018户，其中企业8,638户", ["entityStock", "entityStock"]),
            ("2023年经营主体首次突破3万户", ["firstCrossing"]),
            ("经营主体新设1,574户", ["registered"]),
            // Words of other measures, and none at all.
            ("全县下发文件38份", ["noMeasure"]),
            ("工业投资5.85亿元，粮食产量增长3%", ["indicator/industrialInvestment", "noMeasure"]),
            ("使用内资4.56亿元，财政收入3.2亿元", ["domesticCapital", "noMeasure"]),
            ("工业用电量增长5%", ["noMeasure"]),
            ("使用内资增长12%", ["otherUnit"]),
            ("使用内资38个", ["otherUnit"]),
            ("6月份新签约入库项目3个", ["partOfYear"]),
            (
                "工业投资、民间投资分别增长192.5%、97.9%",
                ["yearOnYear/industrialInvestment", "yearOnYear/privateInvestment"]
            ),
            ("经营主体比上年增加30018户", ["increment"]), ("经营主体净增12户", ["netIncrease"]),
            ("经营主体未突破3万户", ["negated"]),
            ("business entities never passed 30,000", ["negated"]),
            (
                "business entities number 30,018, of which 8,638 enterprises",
                ["entityStock", "entityStock"]
            ),
        ] as [(String, [String])])
    func wordsDecide(_ text: String, _ expected: [String]) {
        #expect(read(text) == expected)
    }

    @Test func aDayIsThatOfTheWords() {
        func days(_ text: String) -> [String] {
            statements(text).flatMap(\.readings).map(\.inquiry.asOf.text)
        }
        #expect(days("使用内资4.56亿元") == ["2024-06-30"])
        #expect(days("2023年使用内资4.56亿元") == ["2023-12-31"])
        #expect(days("完成2024年度任务，使用内资4.56亿元") == ["2024-06-30"])
        #expect(days("2024年1—3月使用内资1亿元，入库项目9个") == ["2024-03-31", "2024-03-31"])
        #expect(days("截至2024年5月末使用内资3亿元") == ["2024-05-31"])
        #expect(days("去年全年使用内资5亿元") == ["2023-12-31"])
        #expect(days("去年上半年使用内资2亿元") == ["2023-06-30"])
        #expect(days("去年末经营主体30,018户") == ["2023-12-31"])
        #expect(days("使用内资比去年同期的2亿元多") == [])
        #expect(days("去年同期使用内资2亿元") == ["2023-06-30"])
        #expect(days("2024年1—3月使用内资1亿元，上年同期使用内资2亿元") == ["2024-03-31", "2023-03-31"])
        #expect(days("前五个月使用内资2亿元") == ["2024-05-31"])
        #expect(days("一至五月使用内资2亿元") == ["2024-05-31"])
        #expect(days("二〇二四年一月使用内资2亿元") == ["2024-01-31"])
        #expect(days("By the end of May domestic capital came to 2亿元") == ["2024-05-31"])
        #expect(days("By 31 March 2024 domestic capital came to 2亿元") == ["2024-03-31"])
        #expect(days("As of March 31, 2024, domestic capital came to 2亿元") == ["2024-03-31"])
    }

    @Test func aCrossingLiesInTheSpanNamed() throws {
        for text in [
            "2023年经营主体首次突破3万户", "business entities passed 30,000 for the first time in 2023",
        ] {
            let reading = try #require(statements(text).first?.readings.first)
            #expect(reading.inquiry.threshold == 30_000)
            #expect(reading.inquiry.asOf == asOf)
            #expect(reading.span == CivilDay(text: "2023-01-01")!...CivilDay(text: "2023-12-31")!)
        }
    }

    @Test func aWrappedLineGoesOn() {
        #expect(
            read("domestic capital\nutilized came to 4.56\n亿元, business entities passed\n30,000")
                == ["domesticCapital", "firstCrossing"])
        #expect(read("# 使用内资\n4.56亿元") == ["noMeasure"])
        #expect(read("使用内资\n\n4.56亿元") == ["noMeasure"])
        #expect(read("使用内资\n- 4.56亿元") == ["noMeasure"])
    }

    @Test func theUnitNamedLastIsMeant() {
        let units = statements("东岭镇使用内资1亿元，示范县产业园区使用内资2亿元。使用内资4亿元")
            .map { $0.readings.first?.inquiry.unit?.text }
        #expect(units == ["dongling", "yuanqu", nil])
    }

    @Test func numbersOfUnitsNamedAtOnceAreEachTheirOwn() {
        let text = "东岭镇、示范县产业园区使用内资分别完成任务的54.9%、69.7%"
        let units = statements(text).map { $0.readings.first?.inquiry.unit?.text }
        #expect(units == ["dongling", "yuanqu"])
        #expect(read("东岭镇、示范县产业园区使用内资4亿元") == ["otherPlace"])
        #expect(read("东岭镇、示范县产业园区使用内资分别为4亿元") == ["respective"])
    }
}
