common_SRCS += $(sort $(wildcard common/ipc/*.c))
