# expect: 22:21: error[syntax-error]: too many statically nested blocks
for i in ():
 while 0:
  with open(''):
   for i in ():
    while 0:
     with open(''):
      for i in ():
       while 0:
        with open(''):
         for i in ():
          while 0:
           with open(''):
            for i in ():
             while 0:
              with open(''):
               for i in ():
                while 0:
                 with open(''):
                  for i in ():
                   while 0:
                    with open(''):
                     pass
