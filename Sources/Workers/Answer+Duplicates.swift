// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Duplicates`: reads the projects of a unit whole, since any two of them may be one; the
// cost is theirs.

import Journal
import Pipeline
import Rollup
import Wire

extension Answer {
    func duplicates(_ body: DuplicatesRequest) throws(JournalError) -> [[UInt8]] {
        let least = Int64(DuplicateSearch.minimumLeast)
        let minimum = body.minimum ?? 60
        guard (least...100).contains(minimum) else {
            return request.refusal(
                .invalidArgument, "MINIMUM_OUT_OF_RANGE", "minimum is from \(least) to 100")
        }
        let list = try ProjectList(
            view: view, tree: try units(knownAt: known[0]), asOf: body.asOf, knownAt: known[0])
        var filter = ProjectFilter(max: 1_000)
        if let unit = body.unit {
            guard let units = list.units(below: unit) else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = units
        }
        var records: [ProjectRecord] = []
        repeat {
            let page = try list.page(filter)
            records += page.rows
            if records.count > DuplicateSearch.projectsMax {
                return tooManyProjects()
            }
            filter.after = page.next
        } while filter.after != nil
        let found = DuplicateSearch(records).candidates(minimum: Int(minimum))
        let first = min(max(body.after ?? 0, 0), Int64(found.count))
        let page = found.dropFirst(Int(first)).prefix(Int(min(max(body.max ?? 100, 1), 500)))
        let byKey = Dictionary(uniqueKeysWithValues: records.map { ($0.project, $0) })
        var reply = DuplicatesReply()
        reply.candidates = page.map { candidate in
            var message = DuplicateMessage()
            message.project = byKey[candidate.project].map { list.message($0) }
            message.other = byKey[candidate.other].map { list.message($0) }
            message.score = Int64(candidate.score)
            message.reasons = candidate.reasons.map(\.rawValue)
            return message
        }
        reply.total = Int64(found.count)
        let next = first + Int64(page.count)
        reply.next = next < found.count ? next : nil
        reply.knownAt = knownAt
        reply.freshness = freshness
        return request.reply(reply, position: place)
    }
}
