#!/bin/sh
# Starts the runtime interface client as the AWS base image does, with the same limits of the heap. Unlike there, no emulator takes the place
# of the Lambda service when none is given: the tests bring their own.
set -eu
: "${AWS_LAMBDA_RUNTIME_API:?names no Lambda Runtime API to take invocations from}"
memory="${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-512}"
export _HANDLER="$1"
exec node \
  --expose-gc \
  --max-http-header-size 81920 \
  --max-semi-space-size="$((memory * 5 / 100))" \
  --max-old-space-size="$((memory * 90 / 100))" \
  "$LAMBDA_RUNTIME_DIR/index.mjs" "$1"
