// SPDX-License-Identifier: Apache-2.0
//
// The steps of a project that is known: each once, the upper ones on the one below.
//
// A start before the library entry is taken with a flag and counts once the project is stored. What
// rests climbs no further until it is resumed; what is reported of it is taken all the same.

extension AdmissionState {
    func judgeStep(_ content: Content, project: ProjectState, into docket: inout Docket) {
        if project.isSuspended, content.isClimb {
            docket.refuse(.projectSuspended, "subject", "the project is suspended; resume it first")
        }
        switch content {
        case .negotiationOpened: judgeNegotiation(project, into: &docket)
        case .agreementUpgraded(let upgrade):
            judge(upgrade.terms, into: &docket)
            if project.agreement != .framework {
                docket.refuse(.notAFramework, "subject", "only a framework can be upgraded")
            }
        case .projectStored: judgeStored(project, into: &docket)
        case .projectStarted: judgeStarted(project, into: &docket)
        case .projectOperational:
            if project.isOperational {
                docket.refuse(.alreadyOperational, "subject", "the project is operational already")
            } else if !project.isStarted {
                docket.refuse(.notStarted, "subject", "the project is not started")
            }
        case .projectAtCapacity:
            if project.isAtCapacity {
                docket.refuse(.alreadyAtCapacity, "subject", "the project is at capacity already")
            } else if !project.isOperational {
                docket.refuse(.notOperational, "subject", "the project is not operational")
            }
        default: judgeBeside(content, project: project, into: &docket)
        }
    }

    /// What stands beside the ladder.
    private func judgeBeside(
        _ content: Content, project: ProjectState, into docket: inout Docket
    ) {
        switch content {
        case .contractFulfilled:
            if project.isFulfilled {
                docket.refuse(.alreadyFulfilled, "subject", "the contract is fulfilled already")
            } else if project.agreement != .contract {
                docket.refuse(.notAContract, "subject", "only a contract is fulfilled")
            }
        case .statisticsEntered:
            if project.isInStatistics {
                docket.refuse(
                    .alreadyInStatistics, "subject",
                    "the project is in the statistics bureau's library already")
            }
        case .investmentRevised(let revised):
            judge(revised, project: project, into: &docket)
        case .progressReported(let report): judge(report, project: project, into: &docket)
        case .projectSuspended:
            if project.isSuspended {
                docket.refuse(.projectSuspended, "subject", "the project is suspended already")
            }
        case .projectResumed(let resumed):
            docket.need(resumed.reason?.isEmpty == false, docket.own("reason"))
            if !project.isSuspended {
                docket.refuse(.notSuspended, "subject", "the project is not suspended")
            }
        default: break
        }
    }

    private func judgeNegotiation(_ project: ProjectState, into docket: inout Docket) {
        if project.isSigned {
            docket.refuse(.alreadySigned, "subject", "the project is signed already")
        } else if project.isNegotiating {
            docket.refuse(.alreadyNegotiating, "subject", "the project is negotiated already")
        }
    }

    private func judgeStarted(_ project: ProjectState, into docket: inout Docket) {
        if project.isStarted {
            docket.refuse(.alreadyStarted, "subject", "the project is started already")
        }
        if project.agreement != .contract {
            docket.warn(.startedBeforeContract, "subject", "started before a contract")
        }
        if !project.isStored {
            docket.warn(.startedBeforeStored, "subject", "counts once the project is stored")
        }
    }

    private func judge(
        _ report: ProgressReported, project: ProjectState, into docket: inout Docket
    ) {
        guard let points = report.basisPoints else {
            return docket.need(false, docket.own("basisPoints"))
        }
        let path = docket.own("basisPoints")
        if !(0...10_000).contains(points) {
            docket.refuse(.progressOutOfRange, path, "basis points from 0 to 10000")
        }
        if points > 0, !project.isStarted {
            docket.warn(.progressBeforeStart, path, "the project is not started")
        }
        if let before = project.progress, points < before {
            docket.warn(.progressFell, path, "\(before) basis points were reported before")
        }
        if docket.fact.evidence.isEmpty {
            docket.warn(.evidenceMissing, "evidence", "nothing vouches for the progress")
        }
    }
}

extension Content {
    /// A step up, which rest forbids.
    fileprivate var isClimb: Bool {
        switch self {
        case .negotiationOpened, .agreementUpgraded, .projectStored, .projectStarted,
            .projectOperational, .projectAtCapacity:
            true
        default: false
        }
    }
}
