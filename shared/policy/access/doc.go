// Package access reasons about the access of a whole AWS account: who can do
// something, what somebody can do, how permissions can be gained, who outside gets
// in, and what changed between two days.
//
// It reads a snapshot: the JSON of "GetAccountAuthorizationDetails" (AWS IAM API
// Reference) as the AWS command line prints it, with sections of ours beside it
// where there is more to know; see [Snapshot].
//
//	account, err := access.Load(file)
//	answer, err := account.WhoCan(access.Question{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"})
//
// Every decision is made by package eval; this package only finds out which
// principals and policies are worth asking about. It respects explicit denies,
// conditions, permissions boundaries, SCPs and RCPs throughout. What hangs on the
// request's context is listed with its conditions, and what hangs on a policy that
// the snapshot lacks is listed as unknown, with the policy's name.
//
// An [Account] is not changed by questions and may be shared between goroutines.
package access
