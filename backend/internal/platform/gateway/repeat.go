package gateway

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
)

// reading are how operations begin that change nothing, or whose repetition
// changes nothing more: asking for a report makes none while there is a fresh
// one, and session keys are no resources. By their names a few others in AWS
// begin so too, none of which the product calls.
var reading = []string{
	"Get", "List", "Describe", "Lookup", "Simulate", "Validate", "Check", "Search", "Decode", "Generate", "AssumeRole", "Converse", "InvokeModel",
}

// reads tells whether an operation may be sent again without a thought.
func reads(operation string) bool {
	return slices.ContainsFunc(reading, func(prefix string) bool { return strings.HasPrefix(operation, prefix) })
}

// errNotRepeated stands beside the error of a write that is not sent again.
var errNotRepeated = errors.New("gateway: the call may have had its effect, so it was not repeated")

// careful is the SDK's retryer (exponential back-off with full jitter, and a
// quota), except that a write is sent again only when AWS did not take it.
type careful struct{ aws.RetryerV2 }

// GetRetryToken refuses to repeat a write whose outcome is not known.
func (c careful) GetRetryToken(ctx context.Context, err error) (func(error) error, error) {
	if !reads(awsmiddleware.GetOperationName(ctx)) && !untaken(err) {
		return nil, errNotRepeated
	}
	return c.RetryerV2.GetRetryToken(ctx, err)
}

func newRetryer() aws.Retryer {
	return careful{retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts, o.MaxBackoff = maxAttempts, maxRetryDelay
	})}
}

// untaken tells whether AWS says that it did nothing: it throttled the call or
// found its signature too old, or was never reached.
func untaken(err error) bool {
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return true
	}
	var refused smithy.APIError
	if !errors.As(err, &refused) {
		return false
	}
	return throttled(refused.ErrorCode()) || refused.ErrorCode() == "RequestTimeTooSkewed" || refused.ErrorCode() == "SignatureDoesNotMatch"
}

// throttled tells whether a code means that AWS is asked too often.
func throttled(code string) bool {
	_, known := retry.DefaultThrottleErrorCodes[code]
	return known
}
