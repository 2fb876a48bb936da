// SPDX-License-Identifier: Apache-2.0
//
// Lists of positions, ascending, that mostly grow at their end: of facts that speak of a subject, and of
// the links of chains.

/// Which corrections and voids belong to which chain, where a subject's facts stand alone: one may then
/// be corrected without the others being read.
struct ChainIndex: Sendable {
    private var links: [Position: [Position]] = [:]
    private var starts: [Position: Position] = [:]

    mutating func add(_ link: Position, toChainOf start: Position) {
        links[start, default: []].append(link)
        starts[link] = start
    }

    /// Takes away the link that was added last.
    mutating func remove(_ link: Position) {
        guard let start = starts.removeValue(forKey: link) else { return }
        links[start]!.removeLast()
    }

    /// The chain of any of its links, from its start on.
    func chain(of position: Position) -> [Position] {
        let start = starts[position] ?? position
        return [start] + (links[start] ?? [])
    }
}

extension [Position] {
    /// The place of the first that is not below a position, in ascending ones.
    func place(of position: Position) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func holds(_ position: Position) -> Bool {
        let place = place(of: position)
        return place < count && self[place] == position
    }

    /// Puts a position into ascending ones, or takes it out of them.
    ///
    /// - Returns: whether that changed anything.
    @discardableResult
    mutating func set(_ position: Position, _ isThere: Bool) -> Bool {
        if let last, last < position {
            if isThere { append(position) }
            return isThere
        }
        let place = place(of: position)
        let wasThere = place < count && self[place] == position
        if isThere, !wasThere { insert(position, at: place) }
        if !isThere, wasThere { remove(at: place) }
        return isThere != wasThere
    }
}
