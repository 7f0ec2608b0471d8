common_SRCS += $(sort $(wildcard common/event/*.c))
