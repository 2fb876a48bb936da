// SPDX-License-Identifier: Apache-2.0
//
// Differences are empty exactly for equal content, and name each field once.

import Pipeline
import Testing

@testable import Wire

@Suite("Differences and assignment")
struct FactDifferencesTests {
    private func fact(_ json: String) throws -> Fact {
        try Fact.decode(from: Array(json.utf8), as: .json)
    }

    @Test("Named by path, unset apart from zero")
    func paths() throws {
        let first = try fact(
            #"""
            {"id":"01910b6e-8a2c-7b3d-9e4f-0123456789ab","note":"","source":{"row":1},
            "evidence":[{"number":"1"},{}],
            "projectSigned":{"agreement":"CONTRACT","totalInvestment":{"minorUnits":0}}}
            """#)
        let second = try fact(
            #"""
            {"id":"11910b6e-8a2c-7b3d-9e4f-0123456789ab","source":{"row":2},
            "evidence":[{"number":"2"}],
            "projectSigned":{"agreement":"FRAMEWORK","totalInvestment":{},"site":"x"}}
            """#)
        #expect(
            differences(between: first, and: second) == [
                "evidence[0].number", "evidence[1]", "note", "projectSigned.agreement",
                "projectSigned.totalInvestment.minorUnits", "projectSigned.site",
            ])
    }

    @Test("Another kind differs in all its fields")
    func kinds() throws {
        let first = try fact(#"{"projectTerminated":{"reason":"a"}}"#)
        let second = try fact(#"{"projectWithdrawn":{}}"#)
        #expect(
            differences(between: first, and: second) == [
                "projectTerminated.reason", "projectWithdrawn",
            ])
    }

    @Test("None exactly when the content is equal", arguments: 0..<60)
    func law(seed: Int) throws {
        let first = randomRecord(Fact.self, seed: seed)
        var same = first
        same.id = FactID(high: 1, low: 2)
        same.source = nil
        #expect(differences(between: first, and: same) == [])
        let json = try Fact.decode(from: first.encoded(as: .json), as: .json)
        #expect(differences(between: first, and: json) == [])
        var second = randomRecord(Fact.self, seed: seed + 1_000, kind: first.content?.kind)
        second.id = first.id
        second.source = first.source
        #expect(differences(between: first, and: second).isEmpty == (first == second))
        #expect(
            Set(differences(between: first, and: second))
                == Set(differences(between: second, and: first)))
    }

    @Test("Assigning all leaves of a record makes that record", arguments: 0..<60)
    func assignment(seed: Int) throws {
        let fact = randomRecord(Fact.self, seed: seed)
        var built = Fact()
        for leaf in LeafCollector.leaves(of: fact) { try built.assign(leaf.path, leaf.value) }
        #expect(built == fact)
        let header = randomRecord(Header.self, seed: seed)
        let words = LeafCollector.leaves(of: header).map { "\($0.path)=\($0.value)" }
        #expect(try Header(assignments: words) == header)
    }

    static let refused: [Refused] = [
        Refused("projectSined.name=x", .unknownField, "projectSined.name"),
        Refused("projectSigned.nam=x", .unknownField, "projectSigned.nam"),
        Refused("projectSigned.agreement=X", .unknownChoice, "projectSigned.agreement"),
        Refused("projectSigned.name.x=1", .wrongType, "projectSigned.name.x"),
        Refused("projectSigned=1", .wrongType, "projectSigned"),
        Refused("source.row=1e3", .wrongType, "source.row"),
        Refused("source[0].row=1", .wrongType, "source[0].row"),
        Refused("evidence.number=1", .wrongType, "evidence.number"),
        Refused("evidence[1].number=1", .wrongType, "evidence[1].number"),
        Refused("evidence[x].number=1", .unknownField, "evidence[x].number"),
        Refused("effectiveOn=today", .malformedDay, "effectiveOn"),
        Refused("note", .malformedMessage, "note"),
        Refused("=x", .unknownField, ""),
        Refused("", .malformedMessage, ""),
    ]

    @Test("What can't be assigned is told", arguments: refused)
    func refusal(_ refused: Refused) {
        do throws(WireError) {
            _ = try Fact(assignments: [refused.text])
            Issue.record("not refused")
        } catch {
            #expect(error.finding.rule == refused.rule)
            #expect(error.finding.path == refused.path)
        }
    }

    @Test("A second kind is not assigned")
    func secondKind() {
        #expect(throws: WireError.self) {
            try Fact(assignments: ["projectStored.libraryNumber=1", "projectSigned.name=x"])
        }
        #expect(throws: WireError.self) {
            try Fact(assignments: ["projectSigned.name=x", "projectStored="])
        }
    }

    @Test("Every kind stands under its number and name")
    func kindNames() {
        let alternatives = Fact.shape.fields.filter(\.isAlternative)
        #expect(alternatives.map(\.number) == FactKind.allCases.map(\.rawValue))
        #expect(alternatives.map(\.name) == FactKind.allCases.map(\.name))
    }
}
