common_SRCS += $(sort $(wildcard common/config/*.c))
