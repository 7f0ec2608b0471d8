ctl_SRCS += $(sort $(wildcard ctl/*.c))
