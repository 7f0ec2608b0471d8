common_SRCS += $(sort $(wildcard common/text/*.c))
