// SPDX-License-Identifier: Apache-2.0
//
// What will happen, by time: a binary heap. Of two events of one moment the one entered first is
// first, so the order is a function of what was entered.

struct Agenda<Event> {
    private struct Item {
        var time: Int64
        var number: Int
        var event: Event

        static func precedes(_ left: Item, _ right: Item) -> Bool {
            left.time != right.time ? left.time < right.time : left.number < right.number
        }
    }

    private var heap: [Item] = []
    private var entered = 0

    mutating func enter(_ event: Event, at time: Int64) {
        entered += 1
        heap.append(Item(time: time, number: entered, event: event))
        var child = heap.count - 1
        while child > 0, Item.precedes(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> (time: Int64, event: Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return (first.time, first.event) }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if Item.precedes(heap[child], heap[least]) { least = child }
            }
            if least == parent { return (first.time, first.event) }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
