common_SRCS += $(sort $(wildcard common/path/*.c))
