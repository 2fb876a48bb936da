// SPDX-License-Identifier: Apache-2.0
//
// What a client was told is journaled, and whether a later journal keeps that word.
//
// Law: an acknowledged fact stands at its position after whatever happened; the same ids sent again
// give each fact exactly once; the journal verifies.

import Client
import Foundation
import Pipeline
import Testing
import Wire

/// A few facts in several requests, and what became of them.
struct Promised {
    /// The requests, in order.
    let requests: [[Fact]]
    /// Positions by fact, as they were told.
    private(set) var positions: [FactID: Int64] = [:]

    /// A unit, a project, and money in `arrivals` requests of three facts.
    init(arrivals: Int) throws {
        let ground = [
            [
                try fact("unitDefined", "u", unit: nil, on: "2024-01-01", "name=U", "kind=COUNTY")
            ],
            [
                try fact(
                    "projectSigned", "P", unit: "u", on: "2024-01-02", "agreement=CONTRACT",
                    "name=P")
            ],
        ]
        let money = try (0..<arrivals).map { request in
            try (1...3).map { number in
                try fact(
                    "capitalArrived", "P", unit: "u", on: "2024-02-0\(number)",
                    "amount.minorUnits=\(request * 1_000 + number)", "amount.currency=CNY")
            }
        }
        requests = ground + money
    }

    var facts: [Fact] { requests.flatMap { $0 } }

    /// Takes down an answer; every outcome must be an acknowledgement.
    mutating func note(_ outcomes: [Outcome]) {
        for outcome in outcomes {
            guard let id = outcome.id, let position = outcome.position,
                outcome.kind == .created || outcome.kind == .exists
            else {
                Issue.record("no acknowledgement: \(outcome)")
                continue
            }
            let told = positions.updateValue(position, forKey: id) ?? position
            #expect(told == position, "\(id.text) was acknowledged at \(told) and at \(position)")
        }
    }

    /// How many of them the journal lacks or has elsewhere.
    func lost(in entries: [FactID: Int64]) -> Int {
        positions.count { entries[$0.key] != $0.value }
    }
}

extension Installed {
    /// The journal of a running ingest: positions by id. Each id must be there once.
    func journaled() throws -> [FactID: Int64] {
        var journal = ReadBack()
        try journal.readOn(self)
        return journal.positions
    }

    /// The journal is sound; what `verify` says of the cells, where there are any.
    @discardableResult
    func verifies(_ data: String = "data") throws -> String {
        let verified = try command("verify", "--data", "\(folder)/\(data)")
        #expect(verified.status == 0, "\(verified.output)\(verified.error)")
        return verified.output.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// Over a worker that serves again: every acknowledged fact is where it was told to be, and all
    /// requests sent again leave each fact exactly once.
    func keeps(_ told: Promised, _ context: String) throws {
        var told = told
        let found = try journaled()
        let lost = told.lost(in: found)
        #expect(lost == 0, "\(lost) acknowledged facts are lost: \(context)")
        for request in told.requests { told.note(try log(request)) }
        let all = try journaled()
        #expect(all == told.positions, "\(context)")
        #expect(all.count == told.facts.count, "\(context)")
    }
}
