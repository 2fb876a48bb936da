// SPDX-License-Identifier: Apache-2.0
//
// Where capital comes from: a division where it is known, else one of four classes.
//
// Written as one word: `330100`, or `OUT_OF_PROVINCE`. 境外 (foreign) is never 内资 (domestic).

/// The origin of capital or of an investor.
public enum Origin: Hashable, Sendable {
    case division(DivisionCode)
    case origin(OriginClass)

    /// What the capital is, seen from the county of a project.
    ///
    /// - Parameter county: six digits of the project's own county; nil where no unit of its line
    ///   names one, and then a division can't be judged.
    public func standing(seenFrom county: Substring?) -> CapitalStanding {
        switch self {
        case .origin(.foreign): .foreign
        case .origin: .outside
        case .division(let code) where code.isForeign: .foreign
        case .division(let code):
            if let county { code.county == county ? .inside : .outside } else { .unjudged }
        }
    }
}

/// Whether capital is domestic and from outside the area.
public enum CapitalStanding: Hashable, Sendable {
    case outside, inside, foreign, unjudged
}

/// A class of origins (省外, 市外, 县外, 境外).
public enum OriginClass: String, NamedChoice {
    case outOfProvince = "OUT_OF_PROVINCE"
    case outOfPrefecture = "OUT_OF_PREFECTURE"
    case outOfCounty = "OUT_OF_COUNTY"
    case foreign = "FOREIGN"
}

extension Origin: TextCoded {
    public static var formRule: Rule { .malformedOrigin }

    public init?(text: String) {
        if let value = OriginClass(rawValue: text) {
            self = .origin(value)
        } else if let code = DivisionCode(text: text) {
            self = .division(code)
        } else {
            return nil
        }
    }

    public var text: String {
        switch self {
        case .division(let code): code.text
        case .origin(let value): value.rawValue
        }
    }
}
