// SPDX-License-Identifier: Apache-2.0
//
// A message is whole or it is not there, whichever frame the engine balks at: the two loops over
// frames are run with an engine that fails at the nth call, for each n until none fails.

import Testing

@testable import ZeroMQ

@Suite struct WholeMessageTests {
    static let frameCount = 5

    @Test(arguments: 0...frameCount, [PutOutcome.wouldBlock, .unroutable])
    func sendingStopsOrFails(at failing: Int, _ refusal: PutOutcome) throws {
        for takesTurns in [false, true] {
            var calls: [Int] = []
            let outcome = Result { () throws(ZeroMQError) in
                try transmit(frameCount: Self.frameCount, takesTurns: takesTurns, label: "s") {
                    index, hasMore in
                    #expect(hasMore == (index < Self.frameCount - 1))
                    calls.append(index)
                    return index == failing ? refusal : .taken
                }
            }
            switch failing {
            case 0:
                #expect(outcome == .success(refusal == .wouldBlock ? .wouldBlock : .unroutable))
                #expect(calls == [0])
            case Self.frameCount:
                #expect(outcome == .success(.sent))
                #expect(calls == Array(0..<Self.frameCount))
            default:
                #expect(outcome.failure?.code == .messageCutShort)
                // An engine that takes turns discards up to the last frame: it must be given it.
                #expect(calls == Array(0...(takesTurns ? Self.frameCount - 1 : failing)))
            }
        }
    }

    @Test(arguments: 0...frameCount)
    func receivingNeverAsksAgain(at failing: Int) throws {
        var calls = 0
        let outcome = Result { () throws(ZeroMQError) in
            try collect(label: "s") {
                defer { calls += 1 }
                if calls == failing { return .wouldBlock }
                return calls == Self.frameCount - 1 ? .lastFrame : .frame
            }
        }
        switch failing {
        case 0: #expect(outcome == .success(false))
        case Self.frameCount: #expect(outcome == .success(true))
        default: #expect(outcome.failure?.code == .messageCutShort)
        }
        #expect(calls == min(failing + 1, Self.frameCount))
    }

    @Test(arguments: 0..<frameCount)
    func aFailureIsPassedOn(at failing: Int) {
        let failure = ZeroMQError(code: .terminated, operation: "test", text: "over")
        let sent = Result { () throws(ZeroMQError) in
            try transmit(frameCount: Self.frameCount, takesTurns: true, label: "s") {
                index, _ throws(ZeroMQError) in
                if index == failing { throw failure }
                return .taken
            }
        }
        #expect(sent == .failure(failure))
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
