// SPDX-License-Identifier: Apache-2.0
//
// `correct` and `void`: what was logged is changed by its position, in the open. The fact is read
// from the journal first, so that a correction names only what differs and a void needs no subject.

import ArgumentParser
import Client
import Pipeline
import Wire

struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract:
            "States a logged fact anew; the old effect is gone, the old fact stays to be read.",
        discussion: """
            What is not named stays as it was; with --anew nothing is taken over. Only what is in \
            force can be corrected: the fact, or its newest correction.
            """)

    @Argument(help: "The position of the fact in the journal; `log` and `project` show it.")
    var position: Int64
    @Option(help: "Why.")
    var reason: String
    @Option(help: "The day on which it was true.")
    var on: String?
    @Option(name: .customLong("set"), help: "A field of the kind: NAME=VALUE. May be repeated.")
    var fields: [String] = []
    @Option(help: "A remark that stays with the fact.")
    var note: String?
    @Flag(help: "Take nothing over from the old content but subject and unit.")
    var anew = false
    @Option(help: "The unit that reports; by default that of the fact.")
    var unit: String?
    @OptionGroup var options: LogOptions

    func run() throws {
        let old = try options.journaled(at: position)
        guard let of = old.id, let stated = old.stated, let kind = stated.content?.kind else {
            Console.say("position \(position) is a void: void it to bring back what it took away")
            throw ExitCode.refused
        }
        var restated = stated
        restated.id = nil
        restated.source = nil
        if anew {
            restated = Fact()
            (restated.subject, restated.unit) = (stated.subject, stated.unit)
        }
        var fact = Fact()
        fact.unit = stated.unit
        var corrected = Corrected()
        (corrected.of, corrected.reason, corrected.restated) = (of, reason, restated)
        fact.content = .corrected(corrected)
        var words = [(path: "id", text: options.factID)]
        if let unit { words.append(("unit", unit)) }
        if let on { words.append(("corrected.restated.effectiveOn", on)) }
        if let note { words.append(("corrected.restated.note", note)) }
        words += try options.fields(fields, below: "corrected.restated.\(kind.name)")
        try options.assign(words, to: &fact)
        try options.log(fact)
    }
}

struct VoidCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Takes the effect of a logged fact away; what it had replaced is back.",
        discussion: "A void can be voided. The fact and the void both stay to be read.")

    @Argument(help: "The position of the fact in the journal; `log` and `project` show it.")
    var position: Int64
    @Option(help: "Why.")
    var reason: String
    @Option(help: "The unit that reports; by default that of the fact.")
    var unit: String?
    @OptionGroup var options: LogOptions

    func run() throws {
        let old = try options.journaled(at: position)
        var fact = Fact()
        fact.unit = old.unit
        var voided = Voided()
        (voided.of, voided.subject, voided.reason) = (old.id, old.derivedSubject, reason)
        fact.content = .voided(voided)
        var words = [(path: "id", text: options.factID)]
        if let unit { words.append(("unit", unit)) }
        try options.assign(words, to: &fact)
        try options.log(fact)
    }
}

extension LogOptions {
    /// The fact at a position, as it was received.
    fileprivate func journaled(at position: Int64) throws -> Fact {
        var request = ReadRequest()
        (request.after, request.max) = (position - 1, 1)
        let reply = try Console.with(try endpoints.ingest()) {
            try $0.call(
                "journal.v1/Read", request, as: ReadReply.self,
                within: within?.duration ?? .seconds(30))
        }
        guard let entry = reply.entries.first, entry.position == position,
            let bytes = entry.bytes, let encoding = entry.encoding,
            let fact = try? Fact.decode(from: bytes, as: encoding)
        else {
            Console.say("there is no position \(position) in the journal")
            throw ExitCode.noSuchThing
        }
        return fact
    }
}

extension Fact {
    /// What the fact says of the world; nil for a void.
    fileprivate var stated: Fact? {
        switch content {
        case .corrected(let corrected): corrected.restated
        case .voided: nil
        default: self
        }
    }
}
