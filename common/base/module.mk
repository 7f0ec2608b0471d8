common_SRCS += $(sort $(wildcard common/base/*.c))
