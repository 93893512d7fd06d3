// Package federation makes addresses that sign in to the AWS Management Console
// with a session ("Enable custom identity broker access to the AWS console",
// IAM User Guide).
package federation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Partition is a part of AWS with a console of its own ("Partitions", AWS Fault
// Isolation Boundaries).
type Partition struct {
	ID      string
	SignIn  string // where the federation endpoint is
	Console string
}

// The partitions that have a public console.
var (
	AWS   = Partition{"aws", "https://signin.aws.amazon.com/federation", "https://console.aws.amazon.com/"}
	China = Partition{"aws-cn", "https://signin.amazonaws.cn/federation", "https://console.amazonaws.cn/"}
	Gov   = Partition{"aws-us-gov", "https://signin.amazonaws-us-gov.com/federation", "https://console.amazonaws-us-gov.com/"}
)

// PartitionOf gives the partition of a Region.
func PartitionOf(region string) Partition {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return China
	case strings.HasPrefix(region, "us-gov-"):
		return Gov
	}
	return AWS
}

var (
	regionName  = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$`)
	serviceName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*(/[A-Za-z0-9._~/-]*)?$`)
)

// Destination is a page of the console: that of a service in a Region, or the
// first one. A service is named as in the console's addresses, such as s3,
// ec2, cloudwatch or systems-manager/parameters.
func (p Partition) Destination(service, region string) (string, error) {
	if region != "" && !regionName.MatchString(region) {
		return "", fmt.Errorf("%q is no Region; one is us-east-1", region)
	}
	if region != "" && PartitionOf(region).ID != p.ID {
		return "", fmt.Errorf("the Region %s is not in the partition %s of the credential", region, p.ID)
	}
	query := ""
	if region != "" {
		query = "?region=" + region
	}
	switch {
	case service == "":
		return p.Console + "console/home" + query, nil
	case !serviceName.MatchString(service):
		return "", fmt.Errorf("%q is no service of the console; name it as in its addresses, such as s3 or ec2", service)
	case strings.Contains(service, "/"):
		return p.Console + service + query, nil
	}
	return p.Console + service + "/home" + query, nil
}

// Session is what signs in.
type Session struct {
	ID    string `json:"sessionId"`
	Key   string `json:"sessionKey"`
	Token string `json:"sessionToken"`
}

// Link gives the address that signs in. It works for 15 minutes, and whoever
// has it is in. How long they stay is duration, when the session is of a role
// that was assumed with an access key; 0 leaves it to AWS, and must be given
// with sessions of GetFederationToken. issuer is where the console sends people
// whose time is over.
func (p Partition) Link(ctx context.Context, via http.RoundTripper, s Session, duration time.Duration, issuer, destination string) (string, error) {
	session, err := json.Marshal(s) //nolint:gosec // it is sent to AWS only
	if err != nil {
		return "", err
	}
	ask := url.Values{"Action": {"getSigninToken"}, "Session": {string(session)}}
	if duration != 0 {
		ask.Set("SessionDuration", strconv.Itoa(int(duration/time.Second)))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.SignIn+"?"+ask.Encode(), nil)
	if err != nil {
		return "", errors.New("the address of the federation endpoint is not right") // the error would show the session
	}
	request.Header.Set("Accept", "application/json")
	answer, err := via.RoundTrip(request) // redirects are not followed
	if err != nil {
		return "", fmt.Errorf("no answer from %s: %w", request.URL.Host, withoutAddress(err))
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return "", fmt.Errorf("no whole answer from %s: %w", request.URL.Host, err)
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("AWS gives no sign-in token (%s): the session must be that of a role, or a federated one", answer.Status)
	}
	var got struct{ SigninToken string }
	if err := json.Unmarshal(content, &got); err != nil || got.SigninToken == "" {
		return "", fmt.Errorf("the answer of %s cannot be understood", request.URL.Host)
	}
	login := url.Values{"Action": {"login"}, "Issuer": {issuer}, "Destination": {destination}, "SigninToken": {got.SigninToken}}
	return p.SignIn + "?" + login.Encode(), nil
}

// withoutAddress takes the address, which holds the session, out of an error.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
