common_SRCS += $(sort $(wildcard common/update/*.c))
