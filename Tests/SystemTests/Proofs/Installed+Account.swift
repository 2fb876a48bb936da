// SPDX-License-Identifier: Apache-2.0
//
// Settling accounts with an installation: what it journaled, what its figures and its cells are,
// against what it acknowledged.
//
// Law: nothing acknowledged is missing, nothing stands twice, nothing stands that was not sent, and
// the cells are those of a ledger database that was folded anew from the whole journal.

import Client
import Foundation
import Pipeline
import TestKit
import Testing
import Wire

/// The journal as far as it was read back through `journal.v1/Read`.
struct ReadBack {
    private(set) var head: Int64 = 0
    private(set) var positions: [FactID: Int64] = [:]
    private var checked = 0

    /// Reads on to the head.
    mutating func readOn(_ installed: Installed) throws {
        let head = try #require(try installed.info(installed.ingest).head)
        try #require(head >= self.head, "the journal became shorter")
        try installed.with(installed.ingest) { client in
            while self.head < head {
                var request = ReadRequest()
                request.after = self.head
                let reply = try client.call(
                    "journal.v1/Read", request, as: ReadReply.self, within: patience)
                try #require(!reply.entries.isEmpty)
                for entry in reply.entries { try take(entry) }
            }
        }
    }

    /// Takes the next entry.
    mutating func take(_ entry: JournalEntry) throws {
        let position = try #require(entry.position)
        guard position == head + 1 else { throw Unexpected("\(position) follows \(head)") }
        let fact = try WireCodec.decode(
            Fact.self, from: try #require(entry.bytes), as: try #require(entry.encoding),
            strictness: .strict)
        if let first = positions.updateValue(position, forKey: try #require(fact.id)) {
            throw Unexpected("the fact of position \(first) again at \(position)")
        }
        head = position
    }

    /// Requires that what was acknowledged stands where the acknowledgement said. What an earlier
    /// call looked at is not looked at again.
    mutating func expect(_ acknowledged: [Acknowledged]) throws {
        for fact in acknowledged[checked...] {
            let found = positions[fact.id]
            guard found == fact.position else {
                throw Unexpected("acknowledged at \(fact.position), is at \(found ?? 0)")
            }
        }
        checked = acknowledged.count
    }
}

extension Installed {
    /// Launches all three workers in one folder and defines the unit.
    func launchForProof(rollupFlags: [String] = [], queryFlags: [String] = []) throws {
        try launch("ingest")
        try launch("rollup", flags: rollupFlags)
        try launch("query", flags: queryFlags)
        try logAll([Projects.unitDefined()])
        try waitForRollup(at: 1)
    }

    /// Waits until the rollup has come so far.
    func waitForRollup(at position: Int64) throws {
        let deadline = ContinuousClock.now + (Proof.isFull ? patience * 30 : patience)
        try with(query) { client in
            var question = UnitsRequest()
            question.atLeastPosition = position
            while true {
                do throws(ClientError) {
                    _ = try client.call(
                        "query.v1/Units", question, as: UnitsReply.self, within: .seconds(8))
                    return
                } catch {
                    guard ContinuousClock.now < deadline, error.isNotYet else { throw error }
                }
            }
        }
    }

    /// The whole account at the end, ingest, rollup and query being up.
    ///
    /// - Returns: the digest of the cells.
    @discardableResult
    func settle(_ acknowledged: [Acknowledged]) throws -> String {
        var journal = ReadBack()
        try journal.readOn(self)
        try journal.expect(acknowledged)
        try #require(journal.head == Int64(acknowledged.count) + 1, "something nobody was told of")
        try waitForRollup(at: journal.head)
        let figures = try progress("u", asOf: "2024-12-31").figures
        try #require(try Sums(figures) == acknowledged.total)
        return try cellsDigest()
    }

    /// What `verify` says of the cells.
    func cellsDigest() throws -> String {
        try #require(try cells())
    }

    /// The digest after the ledger database was thrown away and the journal folded from nothing.
    func recountedDigest(to position: Int64) throws -> String {
        try stop("query")
        try stop("rollup")
        try removeLedger()
        try launch("rollup")
        try launch("query")
        try waitForRollup(at: position)
        return try cellsDigest()
    }
}

extension ClientError {
    fileprivate var isNotYet: Bool {
        if case .declined(let header) = self { header.reason == "NOT_YET" } else { isTransient }
    }
}
