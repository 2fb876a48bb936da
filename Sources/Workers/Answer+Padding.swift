// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Padding`: what `PaddingDesk` finds, in pages by number.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    func padding(_ body: PaddingRequest) throws(JournalError) -> [[UInt8]] {
        let signs = body.signs.compactMap { PaddingSign(rawValue: $0) }
        guard signs.count == body.signs.count else {
            let words = PaddingSign.allCases.map(\.rawValue).joined(separator: ", ")
            return request.refusal(.invalidArgument, "SIGN_UNKNOWN", "signs are \(words)")
        }
        var question = ProgressRequest()
        (question.unit, question.asOf) = (body.unit, body.asOf)
        return try from(question) { (stand) throws(JournalError) in
            try padding(body, Set(signs.isEmpty ? PaddingSign.allCases : signs), from: stand)
        }
    }

    private func padding(
        _ body: PaddingRequest, _ signs: Set<PaddingSign>, from stand: Standpoint<View>
    ) throws(JournalError) -> [[UInt8]] {
        guard let desk = try PaddingDesk(stand, signs) else {
            return tooManyProjects(PaddingDesk<View>.projectsMax)
        }
        let found = try desk.findings()
        let first = min(max(body.after ?? 0, 0), Int64(found.count))
        let page = found.dropFirst(Int(first)).prefix(Int(min(max(body.max ?? 100, 1), 500)))
        let language: Language = body.language == .english ? .en : .zh
        var reply = PaddingReply()
        reply.asOf = stand.asOf
        reply.findings = page.map { message($0, desk, language) }
        reply.total = Int64(found.count)
        let next = first + Int64(page.count)
        reply.next = next < found.count ? next : nil
        reply.limits = PaddingLimitsMessage(desk.limits)
        (reply.knownAt, reply.freshness) = (knownAt, freshness)
        return request.reply(reply, position: place)
    }

    private func message(
        _ finding: PaddingFinding, _ desk: PaddingDesk<View>, _ language: Language
    ) -> PaddingMessage {
        func project(_ id: ProjectID?) -> ProjectMessage? {
            id.flatMap { desk.byKey[$0] }.map { desk.list.message($0) }
        }
        var message = PaddingMessage()
        (message.sign, message.unit) = (finding.sign, finding.unit)
        message.unitName = finding.unit.flatMap(desk.stand.name)
        (message.project, message.other) = (project(finding.project), project(finding.other))
        (message.measure, message.issuer) = (finding.measure, finding.issuer)
        (message.grade, message.from, message.to) = (finding.grade, finding.from, finding.to)
        (message.count, message.of) = (finding.count.map(Int64.init), finding.of.map(Int64.init))
        message.amountFen = finding.amountFen?.description
        message.ofFen = finding.ofFen?.description
        message.days = finding.days.map(Int64.init)
        message.text = PaddingText.text(of: finding, limits: desk.limits, language: language)
        message.facts = finding.facts.map { FactReferenceMessage($0) }
        message.factCount = Int64(finding.factCount)
        return message
    }
}

extension PaddingLimitsMessage {
    init(_ limits: PaddingLimits) {
        self.init()
        roundFen = limits.roundFen
        roundArrivalsLeast = Int64(limits.roundArrivalsLeast)
        roundShareBasisPoints = Int64(limits.roundShareBasisPoints)
        spikeArrivalsLeast = Int64(limits.spikeArrivalsLeast)
        spikeDaysLeast = Int64(limits.spikeDaysLeast)
        spikeShareBasisPoints = Int64(limits.spikeShareBasisPoints)
        backDatedDays = Int64(limits.backDatedDays)
    }
}
