session_SRCS += $(sort $(wildcard session/*.c))
