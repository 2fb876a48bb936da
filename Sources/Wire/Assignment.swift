// SPDX-License-Identifier: Apache-2.0
//
// Setting fields by name from text, as the command line does: `projectSigned.agreement=CONTRACT`,
// `evidence[0].number=7`, `annualTaskSet.curve[0]=500`.
//
// Names, forms and limits are those of JSON, and so are the findings. An index may name an element
// that is there or the next one. A message without fields is set by its own name and an empty text:
// `projectOperational=`.

import Pipeline

extension Record {
    /// Sets one field.
    ///
    /// - Throws: unknown field, unknown choice, wrong type, bad form, text too long, second kind;
    /// each
    ///   with `path`.
    @specialized(where Self == Fact)
    public mutating func assign(_ path: String, _ text: String) throws(WireError) {
        var assigner = Assigner(path: path, text: text)
        visit(&assigner)
        if !assigner.isFound { assigner.fail(.unknownField, "the schema has no such field") }
        if let finding = assigner.finding { throw WireError(finding) }
    }

    /// A record from `name=value` words, in order.
    ///
    /// - Throws: as `assign`; a word without `=` is malformed.
    public init(assignments: [String]) throws(WireError) {
        self.init()
        for word in assignments {
            guard let sign = word.firstIndex(of: "=") else {
                throw WireError(Finding(.malformedMessage, at: word, "no = in it"))
            }
            try assign(String(word[..<sign]), String(word[word.index(after: sign)...]))
        }
    }
}

private struct Assigner {
    let path: String
    let text: String
    var isFound = false
    var finding: Finding?
    /// What of the path is still to be walked.
    private var steps: ArraySlice<Step>

    private struct Step {
        var name: Substring
        var index: Int?

        /// `evidence[0]`; an index that is none leaves the brackets in the name, which no field
        /// has.
        init(_ text: Substring) {
            name = text
            guard text.last == "]", let bracket = text.lastIndex(of: "["),
                let index = Int(text[text.index(after: bracket)...].dropLast()), index >= 0
            else { return }
            name = text[..<bracket]
            self.index = index
        }
    }

    init(path: String, text: String) {
        self.path = path
        self.text = text
        steps = path.split(separator: ".", omittingEmptySubsequences: false).map(Step.init)[...]
    }

    mutating func fail(_ rule: Rule, _ detail: String) {
        if finding == nil { finding = Finding(rule, at: path, detail) }
    }

    /// Whether the next step leads to that field.
    private mutating func finds(_ name: String) -> Bool {
        guard !isFound, let step = steps.first, step.name == name else { return false }
        isFound = true
        return true
    }

    /// The text, where a field without parts is found and fits it.
    private mutating func value(_ name: String) -> String? {
        guard finds(name) else { return nil }
        guard steps.count == 1, steps.first?.index == nil else {
            fail(.wrongType, "the field has no parts")
            return nil
        }
        return fitting()
    }

    private mutating func fitting() -> String? {
        guard text.utf8.count <= WireCodec.textMaximumBytes else {
            fail(.textTooLong, "over \(WireCodec.textMaximumBytes) bytes")
            return nil
        }
        return text
    }

    private mutating func whole() -> Int64? {
        let value = JSONNumber.integer(text.utf8)
        if value == nil { fail(.wrongType, "not a whole number of 64 bits") }
        return value
    }

    /// The index that a list is found with: of an element or just behind the last.
    private mutating func place(_ name: String, _ count: Int, hasParts: Bool) -> Int? {
        guard finds(name) else { return nil }
        guard let index = steps.first?.index, index <= count, hasParts || steps.count == 1 else {
            fail(.wrongType, "a list: name its element, as [\(count)]")
            return nil
        }
        return index
    }

    private mutating func descend<R: Record>(_ record: inout R) {
        let outer = steps
        steps = steps.dropFirst()
        isFound = steps.isEmpty
        if isFound, !text.isEmpty { fail(.wrongType, "the field has parts") }
        record.visit(&self)
        steps = outer
    }
}

extension Assigner: FieldVisitor {
    func passesOver(_ number: Int, _ name: String, isSet: Bool) -> Bool {
        isFound || steps.first?.name != name[...]
    }

    mutating func text(_ number: Int, _ name: String, _ value: inout String?) {
        if let text = self.value(name) { value = text }
    }

    mutating func integer(_ number: Int, _ name: String, _ value: inout Int64?) {
        if self.value(name) != nil, let number = whole() { value = number }
    }

    mutating func flag(_ number: Int, _ name: String, _ value: inout Bool?) {
        guard let text = self.value(name) else { return }
        guard let flag = Bool(text) else { return fail(.wrongType, "neither true nor false") }
        value = flag
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]?) {
        guard let text = self.value(name) else { return }
        guard let bytes = Base64.decode(Array(text.utf8)) else {
            return fail(.wrongType, "not base64")
        }
        value = bytes
    }

    mutating func coded<T: TextCoded>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let text = self.value(name) else { return }
        guard let coded = T(text: text) else {
            return fail(T.formRule, "the text is not of its form")
        }
        value = coded
    }

    mutating func choice<T: NamedChoice>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let text = self.value(name) else { return }
        guard let choice = T(rawValue: text) else {
            let words = T.allCases.map(\.rawValue).joined(separator: ", ")
            return fail(.unknownChoice, "one of \(words)")
        }
        value = choice
    }

    mutating func record<R: Record>(_ number: Int, _ name: String, _ value: inout R?) {
        guard finds(name) else { return }
        guard steps.first?.index == nil else { return fail(.wrongType, "the field is no list") }
        var record = value ?? R()
        descend(&record)
        value = record
    }

    mutating func alternative<R: Record>(
        _ number: Int, _ name: String, _ value: inout R?, isTaken: Bool
    ) {
        if isTaken, steps.first?.name == name[...], !isFound {
            isFound = true
            return fail(.fieldNotAllowed, "another kind is given already")
        }
        record(number, name, &value)
    }

    mutating func records<R: Record>(_ number: Int, _ name: String, _ value: inout [R]) {
        guard let index = place(name, value.count, hasParts: true) else { return }
        if index == value.count { value.append(R()) }
        descend(&value[index])
    }

    mutating func texts(_ number: Int, _ name: String, _ value: inout [String]) {
        guard let index = place(name, value.count, hasParts: false), let text = fitting() else {
            return
        }
        if index == value.count { value.append(text) } else { value[index] = text }
    }

    mutating func integers(_ number: Int, _ name: String, _ value: inout [Int64]) {
        guard let index = place(name, value.count, hasParts: false), let number = whole() else {
            return
        }
        if index == value.count { value.append(number) } else { value[index] = number }
    }
}
