// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/ReviewQueue`: what of the projects of a unit waits for a reviewer, in pages by project.
//
// A page costs the facts of the projects that it looked at, at most `projectsMax`; it may be short, or
// empty, and yet have a next one. One that is full in the middle of a project goes on after a claim.

import Journal
import Pipeline
import Rollup
import Wire

/// The most projects that a page looks at.
private let projectsMax = 2_000

extension Answer {
    func reviewQueue(_ body: ReviewQueueRequest) throws(JournalError) -> [[UInt8]] {
        let day = body.asOf ?? job.today
        let list = try ProjectList(
            view: view, tree: try units(knownAt: known[0]), asOf: day, knownAt: known[0])
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
        if let id = body.afterProject, let claim = body.afterClaim,
            let row = try record(of: id, asOf: day, in: list.tree)
        {
            let rest = try items(of: row, body.kind, on: day, list).drop { $0.claim != claim }
            reply.take(Array(rest.dropFirst()), of: id, max: max)
            // A page that is just full goes on after the project.
            if reply.nextClaim == nil, reply.items.count >= max {
                reply.next = id
                return request.reply(reply, position: place)
            }
        }
        var looked = 0
        while reply.nextClaim == nil {
            let page = try list.page(filter)
            for row in page.rows {
                reply.take(
                    try items(of: row, body.kind, on: day, list), of: row.project, max: max)
                looked += 1
                if reply.nextClaim != nil { return request.reply(reply, position: place) }
                if reply.items.count >= max || looked == projectsMax {
                    let isLast = page.next == nil && row == page.rows.last
                    reply.next = isLast ? nil : row.project
                    return request.reply(reply, position: place)
                }
            }
            filter.after = page.next
            if filter.after == nil { break }
        }
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

extension ReviewQueueReply {
    /// Takes items of a project until the page is full; what is cut off goes on after the last claim taken.
    fileprivate mutating func take(_ items: [ReviewItemMessage], of project: ProjectID, max: Int) {
        var room = Swift.max(0, max - self.items.count)
        // An application has no claim to go on after: the item behind it comes along.
        if room == 1, items.first?.claim == nil { room = 2 }
        self.items += items.prefix(room)
        guard items.count > room else { return }
        (next, nextClaim) = (project, items[..<room].last?.claim)
    }
}
