// SPDX-License-Identifier: Apache-2.0
//
// The ladder of a project: framework → contract → stored → started → operational; any open state
// can be terminated or withdrawn, and reinstated with a reason.
//
// Admission looks at what is logged before, by position. Days out of ladder order are taken with a
// warning: real data has hundreds of such rows. A start before the library entry is taken with a
// flag and counts once the project is stored. A project nobody signed is unknown: a misspelt key
// must not make a project.

/// What the rules read of one project.
struct ProjectState: Sendable {
    var agreement: AgreementKind?
    var terms = AgreementTerms()
    /// Who logged the agreement; none of them may store the project.
    var signers: [Principal] = []
    var isStored = false
    var isStarted = false
    var isOperational = false
    var isClosed = false
    /// The latest day of any milestone, to warn of days out of order.
    var latestDay: CivilDay?

    /// Whether an agreement is in force: without one nobody knows the project.
    var isSigned: Bool { agreement != nil }

    mutating func apply(_ content: Content, principal: Principal, fact: Fact) {
        switch content {
        case .projectSigned(let signed):
            agreement = signed.agreement
            terms = signed.terms
            signers.append(principal)
        case .agreementUpgraded(let upgrade):
            agreement = .contract
            terms = terms.overlaid(by: upgrade.terms)
            signers.append(principal)
        case .projectStored: isStored = true
        case .projectStarted: isStarted = true
        case .projectOperational: isOperational = true
        case .projectTerminated, .projectWithdrawn: isClosed = true
        case .projectReinstated: isClosed = false
        default: return
        }
        if let day = fact.effectiveOn { latestDay = max(day, latestDay ?? day) }
    }
}

extension AdmissionState {
    func judgeProject(_ content: Content, into docket: inout Docket) {
        guard case .project(let id)? = docket.fact.derivedSubject else { return }
        if case .projectSigned(let signed) = content {
            return judge(signed, known: projects[id], into: &docket)
        }
        guard let project = projects[id], project.isSigned else {
            return docket.refuse(.unknownProject, "subject", "no project \(id.text) is signed")
        }
        if case .capitalArrived(let capital) = content {
            return judge(capital, project: project, into: &docket)
        }
        if case .projectReinstated(let reinstated) = content {
            docket.need(reinstated.reason?.isEmpty == false, docket.own("reason"))
            if !project.isClosed {
                docket.refuse(.projectOpen, "subject", "the project is open")
            }
            return
        }
        if project.isClosed {
            docket.refuse(
                .projectClosed, "subject",
                "the project is terminated or withdrawn; reinstate it first")
        }
        judgeStep(content, project: project, into: &docket)
        if let day = docket.fact.effectiveOn, let latest = project.latestDay, day < latest {
            docket.warn(
                .daysOutOfOrder, "effectiveOn", "\(day) lies before a milestone of \(latest)")
        }
    }

    private func judge(
        _ signed: ProjectSigned, known: ProjectState?, into docket: inout Docket
    ) {
        docket.need(signed.agreement != nil, docket.own("agreement"))
        docket.need(signed.name?.isEmpty == false, docket.own("name"))
        judge(signed.terms, into: &docket)
        if let known, known.isSigned {
            let hint = known.agreement == .framework ? "; a framework is upgraded" : ""
            docket.refuse(.alreadySigned, "subject", "the project is signed already\(hint)")
        }
    }

    private func judge(_ terms: AgreementTerms, into docket: inout Docket) {
        if let host = terms.hostUnit {
            docket.checkUnit(host, at: docket.own("hostUnit"), units: units)
        }
        if let money = terms.totalInvestment {
            docket.checkAmount(
                money, at: docket.own("totalInvestment"), limitFen: Money.projectMaximumFen)
        }
    }

    private func judgeStep(
        _ content: Content, project: ProjectState, into docket: inout Docket
    ) {
        switch content {
        case .agreementUpgraded(let upgrade):
            judge(upgrade.terms, into: &docket)
            if project.agreement != .framework {
                docket.refuse(.notAFramework, "subject", "only a framework can be upgraded")
            }
        case .projectStored: judgeStored(project, into: &docket)
        case .projectStarted:
            if project.isStarted {
                docket.refuse(.alreadyStarted, "subject", "the project is started already")
            }
            if project.agreement != .contract {
                docket.warn(.startedBeforeContract, "subject", "started before a contract")
            }
            if !project.isStored {
                docket.warn(.startedBeforeStored, "subject", "counts once the project is stored")
            }
        case .projectOperational:
            if project.isOperational {
                docket.refuse(.alreadyOperational, "subject", "the project is operational already")
            } else if !project.isStarted {
                docket.refuse(.notStarted, "subject", "the project is not started")
            }
        default: break
        }
    }

    private func judgeStored(_ project: ProjectState, into docket: inout Docket) {
        if project.isStored {
            docket.refuse(.alreadyStored, "subject", "the project is in the library already")
        }
        if project.agreement != .contract {
            docket.refuse(.notAContract, "subject", "only a contract enters the library")
        }
        let terms = project.terms
        docket.need(terms.investor?.isEmpty == false, "subject.investor")
        docket.need(terms.hostUnit != nil, "subject.hostUnit")
        docket.need(terms.industry != nil, "subject.industry")
        if let amount = terms.totalInvestment?.minorUnits {
            if amount == 0 {
                docket.refuse(.amountZero, "subject.totalInvestment", "the library needs an amount")
            }
        } else {
            docket.need(false, "subject.totalInvestment")
        }
        judgeReviewer(project, into: &docket)
    }

    private func judgeReviewer(_ project: ProjectState, into docket: inout Docket) {
        let reviewer = docket.context.principal
        if !reviewer.isAuthenticated {
            docket.warn(
                .fourEyesNotEnforced, "", "no key proves who logs: four eyes are not enforced")
        } else if project.signers.contains(reviewer) {
            docket.refuse(
                .fourEyes, "", "the reviewer who stores a project is not the one who signed it")
        }
    }

    private func judge(
        _ capital: CapitalArrived, project: ProjectState, into docket: inout Docket
    ) {
        if let amount = capital.amount {
            docket.checkAmount(
                amount, at: docket.own("amount"), limitFen: Money.projectMaximumFen,
                mayBeZero: false)
        } else {
            docket.need(false, docket.own("amount"))
        }
        if capital.origin == nil, project.terms.origin == nil {
            docket.warn(.originMissing, docket.own("origin"), "shown apart and not counted")
        }
        if !project.isStored {
            docket.warn(.projectNotStored, "subject", "counts once the project is stored")
        }
        if project.isClosed {
            docket.warn(.projectClosed, "subject", "the project is terminated or withdrawn")
        }
    }
}
