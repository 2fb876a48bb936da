// SPDX-License-Identifier: Apache-2.0
//
// One port of a whole installation fails at call n and nothing else goes wrong, for n = 1, 2, 3 …
// until no call is left: once or until it heals, in every manner. All laws hold, and the world comes to
// rest once it has healed. That is `scripts/prove ports`; the short form tries a few calls in each manner.

import Journal
import Simulator
import TestKit
import Testing

@Suite struct FailingPortTests {
    struct Manner: CustomTestStringConvertible {
        var kind: JournalError.Kind
        var isLasting: Bool
        var takesEffect = false
        var tears = false

        var testDescription: String {
            "\(kind) \(isLasting ? "ever" : "once")\(takesEffect ? ", after its effect" : "")"
                + (tears ? ", torn" : "")
        }

        static let all: [Manner] = [JournalError.Kind.busy, .full, .failed].flatMap { kind in
            [false, true].flatMap { isLasting in
                [
                    Manner(kind: kind, isLasting: isLasting),
                    Manner(kind: kind, isLasting: isLasting, takesEffect: true),
                    Manner(kind: kind, isLasting: isLasting, tears: true),
                ]
            }
        }

        func plan(at call: Int) -> FailurePlan {
            FailurePlan(
                call: call, isLasting: isLasting, kind: kind, takesEffect: takesEffect,
                tears: tears)
        }
    }

    @Test(arguments: Manner.all)
    func theJournalFailsAtEachCall(_ manner: Manner) {
        let calls = failAtEach(manner) { .journal(manner.plan(at: $0)) }
        Proof.report(row: 4, "the journal's twin, \(manner.testDescription): \(calls) calls")
        #expect(calls > 100, "\(calls) calls")
    }

    @Test(arguments: Manner.all.filter { !$0.tears })
    func theLedgerDatabaseFailsAtEachCall(_ manner: Manner) {
        let calls = failAtEach(manner) { .ledger(manner.plan(at: $0)) }
        Proof.report(row: 4, "the ledger's twin, \(manner.testDescription): \(calls) calls")
        #expect(calls > 100, "\(calls) calls")
    }

    /// In the short form every so many calls, from another one on in each manner.
    ///
    /// - Returns: how many calls there were to fail.
    private func failAtEach(_ manner: Manner, _ failing: (Int) -> FailingPort) -> Int {
        let stride = Proof.times(127, full: 1)
        let number = Manner.all.firstIndex { $0.testDescription == manner.testDescription }!
        var call = 1 + number * 7 % stride
        while true {
            let outcome = Scenario(seed: 5, steps: 500, failing: failing(call)).run()
            #expect(outcome.broken == nil, "call \(call)")
            if outcome.calls < call { return call }
            call += stride
        }
    }
}
