package api

// OnlineValidation is what IAM Access Analyzer finds in a policy, beside IAM Copilot's
// own findings.
type OnlineValidation struct {
	Answered bool            `json:"answered" doc:"Access Analyzer has checked the document"`
	Problem  string          `json:"problem,omitempty" doc:"Why it has not, in a sentence"`
	Findings []OnlineFinding `json:"findings" nullable:"false" doc:"Those of both, in the order of the text; empty without an answer"`
	Notes    []string        `json:"notes" nullable:"false" doc:"What Access Analyzer was not told"`
}

// OnlineFinding is a remark on a policy, with who made it.
type OnlineFinding struct {
	FoundBy string  `json:"found_by" enum:"both,aws,iam_copilot"`
	Finding Finding `json:"finding" doc:"IAM Copilot's where both have it; Access Analyzer's with its place in the text otherwise"`
	AWSType string  `json:"aws_type,omitempty" enum:"error,security_warning,warning,suggestion" doc:"For both: how grave Access Analyzer finds it"`
	AWSSays string  `json:"aws_says,omitempty" doc:"For both: Access Analyzer's words"`
	Why     string  `json:"why,omitempty" doc:"Why only one has it, where that is known"`
}

// OnlineSimulation is what AWS's policy simulator decides, beside IAM Copilot's
// decision.
type OnlineSimulation struct {
	Results  []OnlineDecision `json:"results" nullable:"false" doc:"One for each simulator that answered, action and resource"`
	Problems []string         `json:"problems" nullable:"false" doc:"Why a simulator was not asked, or did not answer, in sentences"`
}

// OnlineDecision is one decision of AWS's policy simulator.
type OnlineDecision struct {
	Simulator              string   `json:"simulator" enum:"custom_policy,principal_policy" doc:"custom_policy: by the policies of the request; principal_policy: by those that the principal has in the account now"`
	Action                 string   `json:"action"`
	Resource               string   `json:"resource"`
	AWSDecision            string   `json:"aws_decision" enum:"allowed,explicit_deny,implicit_deny"`
	Decision               string   `json:"decision" enum:"allowed,explicit_deny,implicit_deny,unknown" doc:"IAM Copilot's"`
	Agrees                 bool     `json:"agrees"`
	MissingContext         []string `json:"missing_context" nullable:"false" doc:"Context keys that the policies name and AWS was not given"`
	AllowedByOrganizations *bool    `json:"allowed_by_organizations,omitempty" doc:"What the SCPs of the account's organization say, where AWS tells"`
	Explanation            []string `json:"explanation" nullable:"false" doc:"What can explain that the decisions differ; empty where they agree"`
}

// OnlineAccessCheck is the same check, made by IAM Access Analyzer.
type OnlineAccessCheck struct {
	Answered bool     `json:"answered"`
	Problem  string   `json:"problem,omitempty" doc:"Why there is no answer, in a sentence"`
	Result   string   `json:"result,omitempty" enum:"PASS,FAIL"`
	Agrees   bool     `json:"agrees" doc:"Both have the same result"`
	Message  string   `json:"message,omitempty"`
	Reasons  []string `json:"reasons" nullable:"false" doc:"Which statements give new access, in Access Analyzer's words"`
}
