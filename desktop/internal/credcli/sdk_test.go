//go:build linux

package credcli_test

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// sdk is a program that uses AWS's SDK as its documentation says, with whatever
// its environment gives it, and prints who it is.
func sdk() {
	ctx := context.Background()
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		stop(err)
	}
	who, err := sts.NewFromConfig(loaded).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		stop(err)
	}
	used, err := loaded.Credentials.Retrieve(ctx)
	if err != nil {
		stop(err)
	}
	fmt.Println(used.Source, used.CanExpire, aws.ToString(who.Arn))
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
