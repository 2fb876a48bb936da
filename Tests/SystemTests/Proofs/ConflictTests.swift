// SPDX-License-Identifier: Apache-2.0
//
// Row 8 of docs/RELIABILITY.md: an id that is used again for something else.
//
// Law: each such fact is told `conflict`, with the position of the first and exactly the fields
// that were changed, in either encoding; none of them is journaled.

import Client
import Foundation
import Pipeline
import Seeded
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct ConflictTests {
        /// What can be changed of any fact, and of facts of a kind: path and another value.
        private static let common = [
            ("subject", "other"), ("unit", "v"), ("effectiveOn", "2023-06-07"), ("note", "另一句"),
        ]
        private static let ofKind: [FactKind: [(String, String)]] = [
            .projectSigned: [
                ("projectSigned.agreement", "FRAMEWORK"), ("projectSigned.name", "Other"),
                ("projectSigned.investor", "另一公司"), ("projectSigned.origin", "OUT_OF_COUNTY"),
                ("projectSigned.hostUnit", "v"), ("projectSigned.industry", "C38"),
                ("projectSigned.totalInvestment.minorUnits", "1000000001"),
                ("projectSigned.totalInvestment.currency", "USD"),
                ("projectSigned.ownership", "PRIVATE"), ("projectSigned.site", "某地"),
            ],
            .projectStored: [("projectStored.libraryNumber", "1")],
            .projectStarted: [("projectStarted.permitNumber", "1")],
            .capitalArrived: [
                ("capitalArrived.amount.minorUnits", "10000001"),
                ("capitalArrived.amount.currency", "USD"),
                ("capitalArrived.origin", "FOREIGN"), ("capitalArrived.basis", "INCREMENT"),
            ],
        ]

        /// A fact that was changed, and what was changed of it.
        private struct Changed {
            let fact: Fact
            let fields: [String]
            let position: Int64
        }

        @Test func otherContentIsToldSo() throws {
            let conflicts = Proof.times(500, full: 10_000)
            try Installed.use { installed in
                var generator = Generator(seed: 8)
                try installed.launchForProof()
                let (facts, acknowledged) = try logSome(installed)
                var left = conflicts
                while left > 0 {
                    let count = min(left, 100)
                    left -= count
                    let changed = try (0..<count).map { _ in
                        let index = generator.pick(0...(facts.count - 1))
                        return try change(
                            facts[index], at: acknowledged[index].position, &generator)
                    }
                    let encoding = generator.pick(Wire.Encoding.allCases)
                    let outcomes = try installed.log(changed.map(\.fact), as: encoding)
                    try #require(outcomes.count == count)
                    for (changed, outcome) in zip(changed, outcomes) {
                        try #require(outcome.kind == .conflict, "\(changed): \(outcome)")
                        try #require(outcome.fields.sorted() == changed.fields, "\(changed)")
                        try #require(outcome.position == changed.position)
                    }
                }
                try installed.settle(acknowledged)
                Proof.report(
                    row: 8,
                    "\(conflicts) facts with a known id and other content: all in conflict, each "
                        + "field named, 0 journaled")
            }
        }

        /// Some facts of all kinds there are in `Projects`.
        private func logSome(
            _ installed: Installed
        ) throws -> (facts: [Fact], acknowledged: [Acknowledged]) {
            var projects = Projects("P", seed: 8)
            let addends = (0..<20).flatMap { _ in projects.next() }
            let facts = addends.map(\.fact)
            let outcomes = try installed.log(facts)
            return (facts, try Load.acknowledgements(of: addends, outcomes))
        }

        /// Changes one or two fields of a fact.
        private func change(
            _ fact: Fact, at position: Int64, _ generator: inout Generator
        ) throws -> Changed {
            let kind = try #require(fact.content?.kind)
            var changes = ConflictTests.common + (ConflictTests.ofKind[kind] ?? [])
            changes.shuffle(using: &generator)
            var changed = fact
            let chosen = changes.prefix(generator.pick(1...2))
            for (path, value) in chosen { try changed.assign(path, value) }
            return Changed(
                fact: changed, fields: chosen.map(\.0).sorted(), position: position)
        }
    }
}
