import sys


def fails():
    raise KeyError(1)


def calls():
    fails()


try:
    calls()
except KeyError as error:
    traceback = error.__traceback__.tb_next
    while traceback is not None:
        frame = traceback.tb_frame
        code = frame.f_code
        print(traceback.tb_lineno, frame.f_lineno, code.co_name, code.co_firstlineno)
        print(frame.f_globals["__name__"], code.co_filename.rsplit("/", 1)[-1])
        traceback = traceback.tb_next
    print(sys.exc_info()[2].tb_next.tb_next.tb_frame.f_code.co_name)
