// SPDX-License-Identifier: Apache-2.0
//
// Rules for warnings: yellow or red, with advice; issued once a name and closed once.

extension AdmissionState {
    /// What the rules read of a warning.
    struct WarningState: Sendable {
        /// The day on which it was issued.
        var day: CivilDay?
        var isClosed = false
    }

    func judge(_ warning: WarningIssued, into docket: inout Docket) {
        if let unit = warning.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.need(warning.lamp != nil, docket.own("lamp"))
        if warning.lamp == .green {
            docket.refuse(.lampIsGreen, docket.own("lamp"), "a warning is yellow or red")
        }
        docket.need(warning.advice?.isEmpty == false, docket.own("advice"))
        docket.checkDue(warning.dueOn)
        if case .warning(let name)? = docket.subject, issuedWarnings[name] != nil {
            docket.refuse(
                .alreadyIssued, "subject",
                "warning \(name.text) is issued; another has its own name")
        }
    }

    func judge(_ closed: WarningClosed, into docket: inout Docket) {
        docket.need(closed.reason?.isEmpty == false, docket.own("reason"))
        guard case .warning(let name)? = docket.subject else { return }
        guard let warning = issuedWarnings[name] else {
            return docket.refuse(.unknownWarning, "subject", "no warning \(name.text) is issued")
        }
        if warning.isClosed {
            docket.refuse(.warningClosed, "subject", "the warning is closed already")
        }
        docket.warn(ifBefore: warning.day, "the warning")
    }

    /// The state of a warning after a fact of it.
    mutating func take(_ content: Content, of name: WarningName, on day: CivilDay?) {
        switch content {
        case .warningIssued: set(name, WarningState(day: day))
        case .warningClosed:
            guard var warning = issuedWarnings[name] else { return }
            warning.isClosed = true
            set(name, warning)
        default: break
        }
    }
}

extension Docket {
    /// Flags a day before that of what the fact follows.
    mutating func warn(ifBefore first: CivilDay?, _ what: String) {
        if let day = fact.effectiveOn, let first, day < first {
            warn(.daysOutOfOrder, "effectiveOn", "\(day) lies before \(what) of \(first)")
        }
    }
}
