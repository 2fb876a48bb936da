// SPDX-License-Identifier: Apache-2.0
//
// What is remembered of a project that is alive: 80 bytes. All else of it follows from its number.

import Pipeline

/// What a project says next.
enum ProjectStep: UInt8, Sendable {
    case lead, negotiation, sign, voidSigning, correctSigning, upgrade, duplicate
    case details, shares, owner, store, start, statistics
    case progress, arrival, verify, correctArrival, voidArrival
    case revise, suspend, resume, end, reinstate
    case fulfil, operate, reachCapacity
}

/// A project between its first fact and its last.
struct LiveProject: Sendable {
    /// The last arrival, or before the first one the signing: what is verified, corrected or voided.
    var claim = FactID(high: 0, low: 0)
    /// Total investment, in fen.
    var investment: Int64 = 0
    /// Capital that arrived, in fen.
    var arrived: Int64 = 0
    /// Capital that arrived in `year`, in fen.
    var arrivedInYear: Int64 = 0
    /// What the last arrival added, in fen.
    var increment: Int64 = 0
    var number: UInt32 = 0
    var host: UInt32 = 0
    /// The day of effect of the next step.
    var day = CivilDay(ordinal: 0)
    /// The day of effect of the claim.
    var claimDay = CivilDay(ordinal: 0)
    /// Of construction, in basis points.
    var progress: Int16 = 0
    var year: Int16 = 0
    var step = ProjectStep.sign
    var marks = Marks()

    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        static let isContract = Marks(rawValue: 1)
        static let isStored = Marks(rawValue: 2)
        static let isStarted = Marks(rawValue: 4)
        /// It was opened as a lead.
        static let wasLead = Marks(rawValue: 16)
        /// It has said its last.
        static let isOver = Marks(rawValue: 8)
    }
}

/// The projects alive, each with the day on which it is logged next.
struct ProjectBook: Sendable {
    /// The furthest ahead that a day may lie.
    static let daysMax = 1_000

    private var slots: [LiveProject] = []
    private var free: [UInt32] = []
    /// Slots by the day on which they are due, in a ring.
    private var days: [[UInt32]] = Array(repeating: [], count: 1_024)
    /// Those of today; new ones come last.
    private var today: [UInt32] = []
    private var next = 0
    private var day = CivilDay(ordinal: 0)

    init(projects: Int) {
        slots.reserveCapacity(projects)
    }

    var aliveCount: Int { slots.count - free.count }
    /// How many are due today still.
    var dueCount: Int { today.count - next }

    /// Goes on to a day; none may be left over.
    mutating func begin(_ day: CivilDay) {
        precondition(dueCount == 0, "projects of yesterday")
        self.day = day
        let place = Int(day.ordinal) & 1_023
        today = days[place]
        days[place] = []
        next = 0
    }

    /// The next slot that is due today.
    mutating func takeDue() -> Int {
        defer { next += 1 }
        return Int(today[next])
    }

    /// A project enters, due today.
    mutating func add(_ project: LiveProject) {
        if let slot = free.popLast() {
            slots[Int(slot)] = project
            today.append(slot)
        } else {
            slots.append(project)
            today.append(UInt32(slots.count - 1))
        }
    }

    mutating func wait(_ slot: Int, until due: CivilDay) {
        let ahead = Int(due.ordinal - day.ordinal)
        precondition(ahead <= Self.daysMax, "a step too far ahead")
        if ahead <= 0 {
            today.append(UInt32(slot))
        } else {
            days[Int(due.ordinal) & 1_023].append(UInt32(slot))
        }
    }

    mutating func remove(_ slot: Int) { free.append(UInt32(slot)) }

    subscript(slot: Int) -> LiveProject {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }
}
