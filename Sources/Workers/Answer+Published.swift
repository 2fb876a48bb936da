// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Published`: a publication is a question fixed in both clocks, so it is answered again.
//
// Law: the figures of a publication are recomputed and never replayed; each says whether it comes out
// as it was published, byte for byte. Beside it stands what the same question gives by now.

import Crypto
import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func published(_ body: PublishedRequest) throws(JournalError) -> [[UInt8]] {
        guard let name = body.name else {
            return request.refusal(.invalidArgument, "NAME_MISSING", "name the publication")
        }
        var facts: [LoggedFact] = []
        for row in try view.facts(of: .publication(name)) { facts.append(try row.logged()) }
        guard let logged = Chains.inForce(of: facts).last,
            case .published(let published)? = logged.fact.content
        else {
            return notFound(.fieldMissing, at: "name", "nothing is published as \(name.text)")
        }
        var then = KnownAtChoice()
        (then.epoch, then.position) = (published.epoch, published.knownAt)
        let position: Position
        switch try job.knowledge(then, in: view) {
        case .known(let found): position = found
        case .refused(let refused): return refused.frames
        case .notYet:
            return request.refusal(
                .failedPrecondition, "NOT_KNOWN",
                "it rests on position \(published.knownAt ?? 0), the ledger has \(view.cursor.position)"
            )
        }
        // Of the fact that says it now, as the other stamps are; its chain may have begun earlier.
        let link = facts.first { $0.fact.id == logged.fact.id }?.position ?? logged.position
        return try reply(name, logged, published, at: link, knownAt: position, body.language)
    }

    private func reply(
        _ name: PublicationName, _ logged: LoggedFact, _ published: Published,
        at linkPosition: Position, knownAt: Position, _ language: LanguageChoice?
    ) throws(JournalError) -> [[UInt8]] {
        var question = ProgressRequest(published)
        let then: Standpoint<View>
        let now: Standpoint<View>
        switch try standpoint(question, knownAt: knownAt) {
        case .failure(let refused): return refused.frames
        case .success(let found): then = found
        }
        let recomputed = messages(
            try then.progress(), of: then, style: Style(question, then.ruleSet))
        question.language = language ?? question.language
        switch try standpoint(question, knownAt: view.cursor.position) {
        case .failure(let refused): return refused.frames
        case .success(let found): now = found
        }
        let current = messages(try now.progress(), of: now, style: Style(question, now.ruleSet))

        var reply = PublishedReply()
        (reply.name, reply.unit, reply.unitName) = (name, then.unit.code, then.state.name)
        reply.asOf = then.asOf
        var known = KnownAt()
        (known.epoch, known.position) = (published.epoch, published.knownAt)
        reply.knownAt = known
        reply.publishedOn = logged.fact.effectiveOn
        reply.position = linkPosition.number
        reply.recordedAt = logged.recordedAt.microseconds
        reply.principal = logged.principal.text
        reply.figures = published.figures.map { figure in
            var message = PublishedFigureMessage()
            message.published = figure
            message.recomputed = recomputed.first(where: figure.isOf)
            message.now = current.first(where: figure.isOf)
            message.isReproduced =
                message.recomputed?.text == figure.text
                && message.recomputed?.fingerprint == figure.digest
            return message
        }
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}

extension ProgressRequest {
    /// The question that a publication answers.
    init(_ published: Published) {
        self.init()
        unit = published.unit
        asOf = published.asOf
        decimals = published.decimals
        rounding = published.rounding
        language = published.language
        threshold = published.threshold
        cohort = published.cohort
        bundles = published.bundles
        tree = published.tree
    }
}

extension PublishedFigure {
    /// Whether a figure of an answer is this one.
    func isOf(_ message: FigureMessage) -> Bool {
        message.measure == measure && message.of == of?.text && message.grade == grade
            && message.issuer == issuer
    }
}

extension FigureMessage {
    /// SHA-256 over the protobuf bytes of all that the figure says; its label is not part of it.
    var fingerprint: DigestText? {
        var figure = self
        (figure.label, figure.digest) = (nil, nil)
        let digits = SHA256.hash(data: WireCodec.encode(figure, as: .protobuf)).flatMap {
            byte -> [Character] in
            [byte >> 4, byte & 15].map { Character(String($0, radix: 16)) }
        }
        return DigestText(text: String(digits))
    }
}
