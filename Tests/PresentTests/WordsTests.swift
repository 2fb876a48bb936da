// SPDX-License-Identifier: Apache-2.0
//
// Words: everything that can be shown has some in both languages, each its own, and labels are the
// field's.

import Pipeline
import Present
import Rollup
import Testing

@Suite struct WordsTests {
    @Test func everythingHasWordsOfItsOwnInBothLanguages() {
        check(Rule.allCases)
        check(FigureName.allCases)
        check(FigureNote.allCases)
        check(Stage.allCases)
        check(AgreementKind.allCases)
        check(EntityCategory.allCases)
        check(TaskGrade.allCases)
        check(FigureStatus.allCases)
        check(FactKind.allCases)
        check(Lamp.allCases)
        check(OrderOutcome.allCases)
        check(ProjectionMethod.allCases)
    }

    private func check<Choices: Collection>(_ choices: Choices) where Choices.Element: Worded {
        for language in Language.allCases {
            let words = choices.map { $0.words(in: language) }
            #expect(words.allSatisfy { !$0.isEmpty }, "\(Choices.Element.self)")
            #expect(Set(words).count == words.count, "\(Choices.Element.self) in \(language)")
        }
        #expect(choices.allSatisfy { $0.wording.zh != $0.wording.en })
        #expect(choices.allSatisfy { $0.wording.en.allSatisfy(\.isASCII) })
    }

    @Test func everyFigureHasALabel() {
        for language in Language.allCases {
            for name in FigureName.allCases {
                let figure = Figure(name, .missing(.noReport))
                #expect(!FigureLabel.label(of: figure, language: language).isEmpty)
                #expect(!FigureLabel.fullLabel(of: figure, language: language).isEmpty)
            }
        }
    }

    @Test func labelsAreTheFieldsOwn() {
        check(Figure(.newlyStored, .missing(.noReport)), "新签约入库项目(个)")
        check(Figure(.startedOfCohort, .missing(.noReport)), "其中已开工(个)")
        check(Figure(.started, .missing(.noReport)), "本期开工(个)")
        check(Figure(.domesticCapital, .missing(.noReport)), "使用内资")
        check(Figure(.entityStock, .missing(.noReport)), "经营主体实有(户)")
        check(Figure(.indicator, of: .projectInvestment, .missing(.noReport)), "项目投资")
        check(Figure(.yearOnYear, of: .industrialInvestment, .missing(.noReport)), "工业投资同比")
        check(Figure(.yearOnYear, of: .privateInvestment, .missing(.noReport)), "民间投资同比")
        let own = Measure(text: "retailSales")!
        check(Figure(.indicator, of: own, .missing(.noReport)), "retailSales")
        var crossing = Figure(.firstCrossing, .missing(.noReport))
        crossing.threshold = 30_000
        check(crossing, "首次突破30,000户")
    }

    @Test func gradesAndMeasuresAreNamed() {
        var figure = Figure(.task, of: .domesticCapital, .missing(.noReport))
        figure.grade = .base
        check(figure, "年度任务(基本)", full: "使用内资年度任务(基本)")
        figure.name = .completionRate
        check(figure, "完成率", full: "使用内资完成率")
        figure.grade = .stretch
        check(figure, "完成率(奋斗)", full: "使用内资完成率(奋斗)")
        #expect(
            FigureLabel.fullLabel(of: figure, language: .en)
                == "Domestic capital utilized: completion rate (stretch)")
    }

    private func check(_ figure: Figure, _ label: String, full: String? = nil) {
        #expect(FigureLabel.label(of: figure, language: .zh) == label)
        #expect(FigureLabel.fullLabel(of: figure, language: .zh) == full ?? label)
    }
}
