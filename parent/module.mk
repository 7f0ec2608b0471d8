parent_SRCS += $(sort $(wildcard parent/*.c))
