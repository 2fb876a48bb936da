// SPDX-License-Identifier: Apache-2.0
//
// Lists that come in pages, gathered as one.
//
// Law: all pages rest on the clocks of the first, so that nothing moves between them; what is told beside
// the lines is that of the last page.

import Client
import Wire

extension Console {
    /// All pages of an answer, until there is no next one or `max` lines are there.
    ///
    /// - Parameters:
    ///   - limit: how many lines the question asks of a page.
    ///   - lines: what a page adds.
    ///   - counted: how many of a page's lines count against `max`; unset, all.
    ///   - turn: makes the question that of the page after, with its clocks; false where there is none.
    static func pages<Question: Record, Page: Record, Line>(
        _ method: String, _ question: Question, upTo max: Int64, from endpoint: String,
        limit: WritableKeyPath<Question, Int64?>, lines: WritableKeyPath<Page, [Line]>,
        counted: KeyPath<Page, Int>? = nil, turn: (inout Question, Page) -> Bool
    ) throws -> Page {
        try with(endpoint) { client in
            var question = question
            var (gathered, left): ([Line], Int64) = ([], max)
            while true {
                question[keyPath: limit] = min(500, left)
                var page = try client.call(method, question, as: Page.self)
                left -= Int64(counted.map { page[keyPath: $0] } ?? page[keyPath: lines].count)
                gathered += page[keyPath: lines]
                if !turn(&question, page) || left <= 0 {
                    page[keyPath: lines] = gathered
                    return page
                }
            }
        }
    }
}
