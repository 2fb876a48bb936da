// SPDX-License-Identifier: Apache-2.0
//
// A list that is added to at its end and taken from at its front, at the same cost however long it is.

/// What waits, in order.
public struct Fifo<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// Of `elements`, how many were taken.
    private var taken = 0

    public init() {}

    public var count: Int { elements.count - taken }
    public var isEmpty: Bool { count == 0 }

    public mutating func append(_ element: Element) { elements.append(element) }

    /// Takes so many, or all where there are fewer.
    public mutating func take(_ count: Int) -> [Element] {
        let end = min(taken + count, elements.count)
        let first = Array(elements[taken..<end])
        taken = end
        // What was taken goes when it is half, so that each is moved once on average.
        if taken * 2 >= elements.count {
            elements.removeFirst(taken)
            taken = 0
        }
        return first
    }

    public mutating func takeFirst() -> Element? { take(1).first }
}
