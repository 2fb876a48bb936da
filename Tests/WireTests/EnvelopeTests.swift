// SPDX-License-Identifier: Apache-2.0
//
// Return paths come back as they came; what has none, or no header, is refused.

import Pipeline
import Testing

@testable import Wire

@Suite("Envelope")
struct EnvelopeTests {
    private let json = Array(#"{"version":1,"kind":"REQUEST","method":"sys.v1/Ping"}"#.utf8)

    @Test("The path goes back unchanged", arguments: 0..<8)
    func path(hops: Int) throws {
        let path = (0..<hops).map { [UInt8($0 + 1), 0x7B] } + [[]]
        let envelope = try Envelope(frames: path + [json, [], [1]])
        #expect(envelope.path.frames == path)
        #expect(envelope.header.method == "sys.v1/Ping")
        #expect(envelope.bodies == [[], [1]])
        var header = Header()
        header.kind = .reply
        header.status = .ok
        let answer = envelope.reply(header: header, bodies: [[2]])
        #expect(Array(answer.prefix(hops + 1)) == path)
        #expect(answer[hops + 1] == Array(#"{"kind":"REPLY","status":"OK"}"#.utf8))
        #expect(answer.last == [2])
    }

    @Test("A reply is in the encoding of its request", arguments: [Encoding.protobuf, .json])
    func encoding(encoding: Encoding) throws {
        for seed in 0..<40 {
            let header = randomRecord(Header.self, seed: seed)
            let sent = Envelope(encoding: encoding, header: header, bodies: [[7]])
            let received = try Envelope(frames: sent.frames)
            // An empty header is protobuf, and the same message in both.
            #expect(received == sent)
        }
    }

    @Test("No header of protobuf begins like one of JSON")
    func firstByte() {
        for seed in 0..<200 {
            let header = randomRecord(Header.self, seed: seed)
            #expect(WireCodec.encode(header, as: .protobuf).first != 0x7B)
        }
        #expect(!Header.shape.fields.contains { $0.number == 15 })
    }

    @Test("Nine frames before the empty one, or none at all")
    func noPath() {
        let eight = (0..<8).map { [UInt8($0 + 1)] }
        for frames in [eight + [[], json], [], [json], [[1], json]] {
            #expect(throws: WireError.self) { try ReturnPath(of: frames) }
            #expect(throws: WireError.self) { try Envelope(frames: frames) }
        }
    }

    @Test("A header that is missing or malformed is told, and the path still stands")
    func badHeader() throws {
        for (frames, path) in [
            ([[9], []], "header"), ([[9], [], Array("{".utf8)], "header"),
            ([[9], [], Array(#"{"position":{"head":"x"}}"#.utf8)], "header.position.head"),
            ([[9], [], Raw.number(2, 99)], "header.kind"),
        ] {
            do throws(WireError) {
                _ = try Envelope(frames: frames)
                Issue.record("not refused")
            } catch {
                #expect(error.finding.path == path)
            }
            #expect(try ReturnPath(of: frames).frames == [[9], []])
        }
    }

    @Test("A body is read in the header's encoding")
    func body() throws {
        let question = Array(#"{"unit":"330106","decimals":2,"later":true}"#.utf8)
        let envelope = try Envelope(frames: [[], json, question])
        #expect(try envelope.body(ProgressRequest.self).decimals == 2)
        #expect(try envelope.body(ProgressRequest.self, at: 1) == ProgressRequest())
    }

    @Test("Status numbers are one more than the canonical ones")
    func status() {
        #expect(StatusCode.ok.number == 1)
        #expect(StatusCode.unauthenticated.number == 17)
        #expect(StatusCode.allCases.count == 17)
    }
}
