// Package gateway makes the AWS clients of a tenant.
//
// A client is made from the tenant's own credential and nothing else: the
// server's environment, profile files and instance role are never looked at.
// Every call is bounded in time, retried only where AWS says it is safe, and
// recorded with its outcome.
package gateway

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/middleware"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Key is an opened AWS credential. It prints as nothing.
type Key struct {
	CredentialID    int64
	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string
	Region          string
	AccountID       string // empty until verified
}

// String keeps a key out of texts.
func (Key) String() string { return "gateway.Key(hidden)" }

// GoString keeps a key out of texts.
func (Key) GoString() string { return "gateway.Key(hidden)" }

// LogValue keeps a key out of logs.
func (Key) LogValue() slog.Value { return slog.StringValue("hidden") }

// MarshalJSON keeps a key out of answers.
func (Key) MarshalJSON() ([]byte, error) { return []byte(`"hidden"`), nil }

// Call is one call of AWS that has ended.
type Call struct {
	Service   string // as AWS prefixes its actions: iam, sts
	Operation string // ListUsers
	Region    string
	AccountID string
	// CredentialID is whose key the call was made with; 0 for none of the vault.
	CredentialID int64
	Failure      error // nil when AWS said yes
	Took         time.Duration
}

// Recorder writes calls into the audit log.
type Recorder interface {
	RecordAWSCall(ctx context.Context, sc access.Scope, call Call) error
}

// Observer counts calls; outcome is "ok", AWS's error code, "unreachable" or "unreadable".
type Observer func(service, operation, outcome string, took time.Duration)

// Gateway makes clients' configurations.
type Gateway struct {
	endpoint string
	client   *http.Client
	recorder Recorder
	observe  Observer
	circuits *circuits
}

// Times that a call may take.
const (
	dialTimeout   = 5 * time.Second
	keepAlive     = 30 * time.Second
	callTimeout   = 20 * time.Second // one attempt
	maxAttempts   = 3
	maxRetryDelay = 5 * time.Second
	writeTimeout  = 45 * time.Second // a write with its attempts
)

// New makes a gateway. endpoint replaces AWS's own addresses when it is set,
// for emulators.
func New(endpoint string, recorder Recorder, observe Observer) *Gateway {
	transport := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) {
		t.DialContext = (&net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive}).DialContext
		t.MaxIdleConnsPerHost = 16
	}).GetTransport()
	client := &http.Client{
		Transport: transport, Timeout: callTimeout,
		// The SDK's own client would follow a 307 or 308 to anywhere, with the
		// body and the session token. AWS does not redirect these services.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Gateway{endpoint: endpoint, client: client, recorder: recorder, observe: observe, circuits: newCircuits(time.Now)}
}

// Config is the configuration of the key's clients; make a client of it with
// the service's NewFromConfig. Calls are recorded for the scope. Errors of the
// clients are faults.
func (g *Gateway) Config(sc access.Scope, key Key) aws.Config {
	config := aws.Config{
		Region:      key.Region,
		Credentials: aws.NewCredentialsCache(credentials.NewStaticCredentialsProvider(key.AccessKeyID, key.SecretAccessKey, key.SessionToken)),
		HTTPClient:  g.client,
		AppID:       "iam-copilot",
		Retryer:     newRetryer,
		APIOptions: []func(*middleware.Stack) error{checkEnvelope, func(stack *middleware.Stack) error {
			// Services made by an older generator tell their name in a layer, the others before.
			if _, layered := stack.Initialize.Get(nameLayer); layered {
				return stack.Initialize.Insert(g.record(sc, key), nameLayer, middleware.After)
			}
			return stack.Initialize.Add(g.record(sc, key), middleware.Before)
		}},
	}
	if g.endpoint != "" {
		config.BaseEndpoint = aws.String(g.endpoint)
	}
	return config
}

// nameLayer is where the SDK says of which service and operation a call is.
const nameLayer = "RegisterServiceMetadata"

// record is the outermost layer of a call: it measures it, turns its error
// into a fault, and writes it down.
func (g *Gateway) record(sc access.Scope, key Key) middleware.InitializeMiddleware {
	return middleware.InitializeMiddlewareFunc("RecordCall", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		start := time.Now()
		service, operation := prefixOf(awsmiddleware.GetServiceID(ctx)), awsmiddleware.GetOperationName(ctx)
		ctx, span := startSpan(ctx, service, operation, key.Region)
		out, meta, err := g.send(ctx, lineOf(sc, key, service), operation, in, next)
		call := Call{
			Service: service, Operation: operation,
			Region: key.Region, AccountID: key.AccountID, CredentialID: key.CredentialID, Took: time.Since(start),
		}
		outcome := "ok"
		if err != nil {
			f := toFault(call.Service, call.Operation, call.AccountID, err)
			call.Failure, err, outcome = f, f, "unreachable"
			switch {
			case f.AWS() != nil:
				outcome = f.AWS().Code
			case errors.Is(f, ErrUnreadable):
				outcome = "unreadable"
			}
		}
		endSpan(span, meta, outcome)
		g.observe(call.Service, call.Operation, outcome, call.Took)
		// The record is written even when the client has gone away.
		if recordErr := g.recorder.RecordAWSCall(context.WithoutCancel(ctx), sc, call); recordErr != nil {
			return out, meta, recordErr
		}
		return out, meta, err
	})
}

// send makes the call unless AWS is left alone just now. A write that has been
// begun goes on when its caller goes away: broken off, nobody would know
// whether it took effect.
func (g *Gateway) send(ctx context.Context, l line, operation string, in middleware.InitializeInput, next middleware.InitializeHandler) (
	out middleware.InitializeOutput, meta middleware.Metadata, err error,
) {
	if err := ctx.Err(); err != nil {
		return out, meta, err
	}
	if err := g.circuits.enter(l); err != nil {
		return out, meta, err
	}
	if !reads(operation) {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
		defer cancel()
	}
	out, meta, err = next.HandleInitialize(ctx, in)
	if !errors.Is(err, context.Canceled) { // that the caller goes away says nothing of AWS
		g.circuits.left(l, failing(err))
	}
	return out, meta, err
}

// prefixOf is the prefix of the service's actions, which is how people know
// the service; ids of the SDK's are names with blanks.
func prefixOf(serviceID string) string {
	switch serviceID {
	case "IAM":
		return "iam"
	case "STS":
		return "sts"
	case "KMS":
		return "kms"
	case "Bedrock Runtime":
		return "bedrock"
	case "SSO":
		return "sso"
	case "SSO OIDC":
		return "sso-oauth"
	case "SSO Admin":
		return "sso" // not sso-admin ("Actions, resources, and condition keys for AWS IAM Identity Center")
	case "Organizations":
		return "organizations"
	case "CloudTrail":
		return "cloudtrail"
	case "AccessAnalyzer":
		return "access-analyzer"
	default:
		return serviceID
	}
}
