// SPDX-License-Identifier: Apache-2.0
//
// Candidates for duplicates: the points of each reason, and that blocks lose no pair which looking at
// all pairs would find.

import Pipeline
import Rollup
import Seeded
import Testing

@Suite struct DuplicateSearchTests {
    private static func record(
        _ key: String, _ fill: (inout ProjectRecord) -> Void = { _ in }
    ) -> ProjectRecord {
        var record = ProjectRecord(project: ProjectID(text: key)!)
        record.stage = .signed
        fill(&record)
        return record
    }

    private static func found(
        _ records: [ProjectRecord], minimum: Int = 50
    ) -> [String] {
        DuplicateSearch(records).candidates(minimum: minimum).map {
            let reasons = $0.reasons.map(\.rawValue).joined(separator: "+")
            return "\($0.project.text)=\($0.other.text) \($0.score) \(reasons)"
        }
    }

    @Test func eachReasonHasItsPoints() {
        let code = CreditCode(text: "91350100M000100Y43")
        let one = Self.record("P1") {
            $0.name = "年产十万吨锂电材料项目"
            $0.terms.investor = "某某（集团）公司"
            $0.terms.site = "东岭工业园"
            $0.terms.totalInvestment = Money(fen: 1_000)
        }
        var other = Self.record("P2") {
            $0.name = "年产10万吨锂电材料项目(一期)"
            $0.terms.investor = "某某(集团) 公司"
            $0.terms.totalInvestment = Money(fen: 950)
        }
        #expect(Self.found([one, other]) == ["P1=P2 70 INVESTOR_NAME+NEAR_AMOUNT+NEAR_NAME"])
        other.terms.totalInvestment = Money(fen: 949)
        #expect(Self.found([one, other]) == ["P1=P2 50 INVESTOR_NAME+NEAR_NAME"])
        #expect(Self.found([one, other], minimum: 51) == [])
        other.terms.site = "东岭 工业园"
        #expect(Self.found([one, other]) == ["P1=P2 70 INVESTOR_NAME+SAME_SITE+NEAR_NAME"])
        // Two codes that differ are two investors, whatever they are called.
        var first = one
        first.terms.investorCode = code
        other.terms.investorCode = CreditCode(text: "91110000600037341L")
        #expect(Self.found([first, other], minimum: 50) == [])
        other.terms.investorCode = code
        #expect(Self.found([first, other]) == ["P1=P2 80 INVESTOR_CODE+SAME_SITE+NEAR_NAME"])
        other.duplicateOf = one.project
        #expect(Self.found([first, other]) == [])
    }

    @Test func theApprovalCodeAloneIsEnough() {
        let code = ApprovalCode(text: "2020-350582-17-03-033330")
        let records = ["P1", "P2"].map { key in Self.record(key) { $0.terms.approvalCode = code } }
        #expect(Self.found(records, minimum: 100) == ["P1=P2 100 APPROVAL_CODE"])
    }

    /// Every pair is found that is found when only the two are there.
    @Test func blocksLoseNoPair() {
        var random = Generator(seed: 3)
        for _ in 0..<40 {
            let records = (1...14).map { number in
                Self.record("P\(number)") {
                    $0.name = random.pick([nil, "锂电材料", "锂电材料二期", "纺织"])
                    $0.terms.investor = random.pick([nil, "甲", "乙", "丙"])
                    $0.terms.investorCode = random.pick([
                        nil, nil, CreditCode(text: "91350100M000100Y43"),
                    ])
                    $0.terms.site = random.pick([nil, "东", "西"])
                    $0.terms.totalInvestment = random.pick([
                        nil, Money(fen: 100), Money(fen: 104), Money(fen: 300),
                    ])
                }
            }
            var pairs: Set<String> = []
            for (place, one) in records.enumerated() {
                for other in records[(place + 1)...] { pairs.formUnion(Self.found([one, other])) }
            }
            #expect(Set(Self.found(records)) == pairs)
        }
    }
}
