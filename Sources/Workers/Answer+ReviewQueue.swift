// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/ReviewQueue`: what of the projects of a unit waits for a reviewer, in pages by project.
//
// A page costs the facts of the projects that it looked at, at most `projectsMax`; it may be short, or
// empty, and yet have a next one.

import Journal
import Pipeline
import Rollup
import Wire

/// The most projects that a page looks at.
private let projectsMax = 2_000

extension Answer {
    func reviewQueue(_ body: ReviewQueueRequest) throws(JournalError) -> [[UInt8]] {
        let day = body.asOf ?? job.today
        let list = try ProjectList(view: view, asOf: day, knownAt: known[0])
        var filter = ProjectFilter(max: 200)
        if let unit = body.unit {
            guard let units = list.units(below: unit) else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = units
        }
        filter.after = body.afterProject
        let max = Int(Swift.min(Swift.max(body.max ?? 100, 1), 500))
        var reply = ReviewQueueReply()
        (reply.asOf, reply.knownAt, reply.freshness) = (day, knownAt, freshness)
        var looked = 0
        repeat {
            let page = try list.page(filter)
            for row in page.rows {
                reply.items += try items(of: row, body.kind, on: day, list)
                looked += 1
                if reply.items.count >= max || looked == projectsMax {
                    let isLast = page.next == nil && row == page.rows.last
                    reply.next = isLast ? nil : row.project
                    return request.reply(reply, position: place)
                }
            }
            filter.after = page.next
        } while filter.after != nil
        return request.reply(reply, position: place)
    }

    private func items(
        of row: ProjectRecord, _ kind: ReviewKind?, on day: CivilDay, _ list: ProjectList<View>
    ) throws(JournalError) -> [ReviewItemMessage] {
        let facts = try view.logged(.project(row.project), knownAt: known[0])
        return ReviewItem.items(of: row, facts: facts, asOf: day)
            .filter { kind == nil || $0.kind == kind }.map { item in
                var message = ReviewItemMessage()
                (message.kind, message.since, message.claim) = (item.kind, item.since, item.claim)
                (message.project, message.projectName) = (row.project, row.name)
                message.unit = row.creditedUnit
                message.unitName = row.creditedUnit.flatMap {
                    list.tree[$0]?.state(on: day).name
                }
                let start = item.returnedOn ?? item.since
                message.waitingDays = Int64(day.ordinal - start.ordinal)
                (message.amountFen, message.lacks) = (item.amountFen, item.lacks)
                (message.returnedOn, message.reason) = (item.returnedOn, item.reason)
                return message
            }
    }
}
