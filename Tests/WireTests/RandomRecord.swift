// SPDX-License-Identifier: Apache-2.0
//
// Records from a seed: a visitor that sets fields at random. Checked words are taken from a pool of
// texts, of which each type accepts its own.

import Pipeline
import Seeded
import TestKit

@testable import Wire

/// A record of which about three fields in four are set.
func randomRecord<R: Record>(_ type: R.Type, seed: Int, kind: FactKind? = nil) -> R {
    var filler = Filler(seed: seed, kind: kind)
    var record = R()
    record.visit(&filler)
    return record
}

private let sampleWords = [
    "01910b6e-8a2c-7b3d-9e4f-0123456789ab", "2024-06-30", "1999-02-28", "330100", "330106004000",
    "OUT_OF_PROVINCE", "FOREIGN", "C", "C3974", "CNY", "USD", "newlyStored", "净增", "P-2024-017",
    "project/P-17", "task/newlyStored/310/2024/BASE/市/县", "91350100M000100Y43",
    "2020-350582-17-03-033330", String(repeating: "0a", count: 32),
]

private let sampleTexts = [
    "", "0", "签约", "a \"quoted\" \\ text", "line\nbreak\ttab\u{0}\u{1F}\u{7F}", "😀é", "/",
    String(repeating: "长", count: 300),
]

private struct Filler: FieldVisitor {
    var generator: Generator
    /// The kind that a fact is given; at random when nil.
    let kind: FactKind
    /// The kind that a correction states anew, while it is being filled.
    private var restated: FactKind?

    init(seed: Int, kind: FactKind?) {
        generator = Generator(seed: UInt64(seed))
        let any = FactKind.allCases.randomElement(using: &generator)!
        self.kind = kind ?? any
    }

    private mutating func isSet() -> Bool { Int.random(in: 0..<4, using: &generator) > 0 }

    private mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &generator)! }

    private mutating func number() -> Int64 {
        let any = Int64.random(in: .min ... .max, using: &generator)
        return pick([0, 1, -1, 127, 128, 10_000, .max, .min, any, any >> 32])
    }

    private mutating func filled<R: Record>(_ type: R.Type) -> R {
        var record = R()
        record.visit(&self)
        return record
    }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        if isSet() { value = pick(sampleTexts) }
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        if isSet() { value = self.number() }
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        if isSet() { value = pick([true, false]) }
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        guard isSet() else { return }
        let count = Int.random(in: 0..<40, using: &generator)
        value = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        if isSet() { value = pick(sampleWords.compactMap(T.init(text:))) }
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        if isSet() { value = pick(Array(T.allCases)) }
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        guard isSet() else { return }
        if R.messageName == Restated.messageName {
            restated = pick(FactKind.allCases.filter { $0.rawValue < FactKind.corrected.rawValue })
        }
        value = filled(R.self)
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        if number == (restated ?? kind).rawValue { value = filled(R.self) }
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        for _ in 0..<Int.random(in: 0..<3, using: &generator) { value.append(filled(R.self)) }
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        for _ in 0..<Int.random(in: 0..<3, using: &generator) {
            value.append(pick(["", "a", "签约"]))
        }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        for _ in 0..<Int.random(in: 0..<13, using: &generator) { value.append(self.number()) }
    }
}
