package gateway

import (
	"context"
	"errors"
	"fmt"
	"net"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// The faults of calling AWS.
var (
	ErrRefused     = fault.Declare(fault.Upstream, "aws.refused", "AWS refused the call.")
	ErrUnreachable = fault.Declare(fault.Upstream, "aws.unreachable", "AWS could not be reached. Check the Region of the credential and the server's network, then try again.")
	ErrUnreadable  = fault.Declare(fault.Upstream, "aws.unreadable", "AWS's answer could not be read. Is something between the server and AWS?")
)

// sentences say what to do about the refusals that people meet most. The codes
// are of AWS's "Common error types" (IAM and STS API references).
var sentences = map[string]string{
	"InvalidClientTokenId":        "AWS does not know this access key id. It was mistyped, deleted, or belongs to another partition.",
	"UnrecognizedClientException": "AWS does not know this access key id, or its session token is not valid.",
	"InvalidAccessKeyId":          "AWS does not know this access key id. It was mistyped or deleted.",
	"SignatureDoesNotMatch":       "The secret access key does not belong to the access key id, or the server's clock is wrong.",
	"IncompleteSignature":         "AWS could not read the request's signature: the secret access key or session token looks damaged.",
	"ExpiredToken":                "The credential's session has expired. Add fresh temporary keys.",
	"ExpiredTokenException":       "The credential's session has expired. Add fresh temporary keys.",
	"RequestExpired":              "AWS found the request too old: the server's clock is wrong.",
	"AuthFailure":                 "AWS could not verify the credential. It may be inactive.",
	"OptInRequired":               "This account has not signed up for the service, or the Region is not enabled for it.",
	"RegionDisabledException":     "The Region is not enabled for this account.",
	"Throttling":                  "AWS is throttling this account. Wait a moment, then try again.",
	"ThrottlingException":         "AWS is throttling this account. Wait a moment, then try again.",
	"RequestLimitExceeded":        "AWS is throttling this account. Wait a moment, then try again.",
	"ServiceUnavailable":          "AWS says that the service is unavailable just now. Try again in a moment.",
	"InternalFailure":             "AWS had an internal failure. Try again in a moment.",
	// Of IAM Identity Center ("CreateToken", OIDC API reference; "GetRoleCredentials", portal API reference).
	"AuthorizationPendingException": "Nobody has answered the sign-in to IAM Identity Center yet.",
	"SlowDownException":             "AWS asks to be asked less often. Wait a moment, then try again.",
	"InvalidGrantException":         "The sign-in to IAM Identity Center is not good any more. Sign in again.",
	"UnauthorizedException":         "The sign-in to IAM Identity Center is over, or was ended. Sign in again.",
	"ForbiddenException":            "This sign-in to IAM Identity Center does not have that role in that account.",
}

// toFault turns what the SDK gives into a fault that carries AWS's own words.
func toFault(service, operation, account string, err error) *fault.Fault {
	var apiErr smithy.APIError
	if errors.Is(err, ErrPaused) {
		return fault.Of(err)
	}
	if !errors.As(err, &apiErr) {
		return noAnswer(service+":"+operation+ofAccount(account), err)
	}
	code := apiErr.ErrorCode()
	aws := fault.AWS{Service: service, Operation: operation, AccountID: account, Code: code, Message: apiErr.ErrorMessage()}
	var response *awshttp.ResponseError
	if errors.As(err, &response) {
		aws.RequestID = response.ServiceRequestID()
	}
	say, known := sentences[code]
	switch {
	case known:
	case code == "AccessDenied" || code == "AccessDeniedException" || code == "UnauthorizedOperation":
		say = fmt.Sprintf("The credential may not do that: its policies do not allow %s:%s.", service, operation)
	default:
		say = fmt.Sprintf("AWS refused %s:%s with %s.", service, operation, code)
	}
	return ErrRefused.Saying("%s", say).FromAWS(aws).Because(err)
}

// ofAccount names the account that a call is for, where it is known.
func ofAccount(id string) string {
	if id == "" {
		return ""
	}
	return " of account " + id
}

// noAnswer is for a call that AWS never answered, or not so that anybody can read it.
func noAnswer(call string, err error) *fault.Fault {
	var timeout net.Error
	var unread *smithy.DeserializationError
	switch {
	case errors.Is(err, context.Canceled):
		return ErrUnreachable.Saying("The caller went away before AWS answered %s.", call).Because(err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return ErrUnreachable.Saying("AWS did not answer %s in time. Try again in a moment.", call).Because(err)
	case errors.As(err, &unread), errors.Is(err, errNoEnvelope):
		return ErrUnreadable.Saying("AWS's answer to %s could not be read. Is something between the server and AWS?", call).Because(err)
	default:
		return ErrUnreachable.Saying("AWS could not be reached for %s. Check the Region of the credential and the server's network, then try again.", call).Because(err)
	}
}
