// SPDX-License-Identifier: Apache-2.0
//
// Which fields of two facts differ: the answer to the same id with other content.
//
// Both facts are laid out as a list of (path, value); unset is not zero, and a message in which
// nothing is set is not a message that is missing. Law: no difference exactly when all client
// fields but `source` (and `id`, by which they were brought together) are equal.

public import Pipeline

/// The paths of all fields that differ; `source` and `id` do not count.
///
/// First those that `first` has set, then those that only `second` has, each in the schema's order.
public func differences(between first: Fact, and second: Fact) -> [String] {
    func content(_ fact: Fact) -> Fact {
        var copy = fact
        copy.id = nil
        copy.source = nil
        return copy
    }
    return recordDifferences(content(first), content(second))
}

/// The paths of all fields of two records that differ.
func recordDifferences<R: Record>(_ first: R, _ second: R) -> [String] {
    if first == second { return [] }
    let (left, right) = (LeafCollector.leaves(of: first), LeafCollector.leaves(of: second))
    let (leftByPath, rightByPath) = (byPath(left), byPath(right))
    var different: [String] = []
    for leaf in left where rightByPath[leaf.path] != leaf.value { different.append(leaf.path) }
    for leaf in right where leftByPath[leaf.path] == nil { different.append(leaf.path) }
    // An empty message against a filled one is told by the fields of the latter.
    return different.filter { path in
        !different.contains { $0.hasPrefix(path + ".") }
    }
}

private func byPath(_ leaves: [LeafCollector.Leaf]) -> [String: String] {
    Dictionary(leaves.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
}

/// Lists the set fields of a record, and the nested messages that have none.
struct LeafCollector: FieldVisitor {
    struct Leaf {
        var path: String
        var value: String
    }

    private var leaves: [Leaf] = []
    private var path = FieldPath()

    static func leaves<R: Record>(of record: R) -> [Leaf] {
        var collector = LeafCollector()
        var copy = record
        copy.visit(&collector)
        return collector.leaves
    }

    private mutating func add(_ name: String, _ value: String?, index: Int? = nil) {
        if let value { leaves.append(Leaf(path: path.text(to: name, index), value: value)) }
    }

    private mutating func nested<R: Record>(_ name: String, _ record: R, index: Int? = nil) {
        let count = leaves.count
        var copy = record
        path.enter(name, index)
        copy.visit(&self)
        path.leave()
        if leaves.count == count { add(name, "", index: index) }
    }

    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool { !isSet }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) { add(name, value) }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        add(name, value.map { "\($0)" })
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        add(name, value.map { "\($0)" })
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        add(name, value.map { String(decoding: Base64.encode($0), as: UTF8.self) })
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        add(name, value?.text)
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        add(name, value?.rawValue)
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        if let value { nested(name, value) }
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        if let value { nested(name, value) }
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        for (index, element) in value.enumerated() { nested(name, element, index: index) }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        for (index, element) in value.enumerated() { add(name, element, index: index) }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        for (index, element) in value.enumerated() { add(name, "\(element)", index: index) }
    }
}
