// SPDX-License-Identifier: Apache-2.0
//
// The names of units: offices write 东岭镇 where a fact needs a code.
//
// Law: a name that two units share names none of them. Without an entry a name is taken as a code,
// since a bureau may use names as codes; whether such a unit is defined, admission decides.

public import Pipeline

/// Units by name and by code.
public struct UnitDirectory: Sendable {
    private var codes: Set<UnitCode> = []
    /// nil for a name that is no longer unique.
    private var byName: [String: UnitCode?] = [:]

    /// A directory without units: names are taken as codes.
    public init() {}

    /// Whether no unit is entered.
    public var isEmpty: Bool { codes.isEmpty }

    /// Enters a unit. The same unit may be entered again.
    public mutating func enter(_ code: UnitCode, name: String) {
        codes.insert(code)
        let name = Spelling.folded(name)
        if let known = byName[name], known != code {
            byName[name] = .some(nil)
        } else {
            byName[name] = code
        }
    }

    /// Enters the units that a ledger of units defines.
    public mutating func enter(_ facts: [Fact]) {
        for fact in facts {
            guard case .unitDefined(let unit)? = fact.content, let name = unit.name,
                let code = fact.subject.flatMap(UnitCode.init(text:))
            else { continue }
            enter(code, name: name)
        }
    }

    /// Whether a unit of that code is entered.
    public func contains(_ code: UnitCode) -> Bool { codes.contains(code) }

    /// The unit of that name; nil when there is none, or more than one.
    public func code(named name: String) -> UnitCode? {
        byName[Spelling.folded(name)] ?? nil
    }

    func isAmbiguous(_ name: String) -> Bool {
        if let entry = byName[Spelling.folded(name)] { entry == nil } else { false }
    }
}
