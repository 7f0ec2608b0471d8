healthcheck_SRCS += $(sort $(wildcard ctl/healthcheck/*.c))
