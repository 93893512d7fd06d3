package api

// Problem is the body of every error (RFC 9457, application/problem+json).
// Clients switch on Code, never on the texts.
type Problem struct {
	Type      string         `json:"type" doc:"Always about:blank: the code says more" example:"about:blank"`
	Title     string         `json:"title" doc:"The status in words" example:"Not Found"`
	Status    int            `json:"status" doc:"The HTTP status" example:"404"`
	Code      string         `json:"code" doc:"What went wrong, as room.reason" example:"vault.not_found"`
	Detail    string         `json:"detail" doc:"A sentence that is safe to show"`
	RequestID string         `json:"request_id,omitempty" doc:"Names the request in the server's log"`
	Errors    []FieldProblem `json:"errors,omitempty" doc:"What is wrong field by field"`
	AWS       *AWSProblem    `json:"aws,omitempty" doc:"What AWS said, when AWS said no"`
}

// FieldProblem says what is wrong with one field of the input.
type FieldProblem struct {
	Location string `json:"location" doc:"Where, such as body.email or query.limit" example:"body.email"`
	Message  string `json:"message" doc:"What is wrong with it"`
}

// AWSProblem carries AWS's own words about a refused call.
type AWSProblem struct {
	Service   string `json:"service" example:"STS"`
	Operation string `json:"operation" example:"GetCallerIdentity"`
	AccountID string `json:"account_id,omitempty" doc:"AWS account of the credential, where it is known"`
	Code      string `json:"code" doc:"AWS's error code" example:"InvalidClientTokenId"`
	Message   string `json:"message" doc:"AWS's message"`
	RequestID string `json:"request_id,omitempty" doc:"AWS's request id"`
}

// Error makes a Problem usable as a Go error.
func (p *Problem) Error() string {
	if p.Detail != "" {
		return p.Detail
	}
	return p.Title
}

// GetStatus is the HTTP status that the problem is sent with.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the media type that the problem is sent as.
func (p *Problem) ContentType(string) string { return "application/problem+json" }
